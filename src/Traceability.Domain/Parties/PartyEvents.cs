using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.Domain.Parties;

/// <summary>The operator made somebody supervisor of a region and of all below it.</summary>
[EventType("supervisor.appointed", 1)]
public sealed record SupervisorAppointed : DomainEvent
{
    [Public] public required Guid Account { get; init; }
    [Public] public required RegionCode Region { get; init; }
    [Personal] public string? Name { get; init; }

    public override IReadOnlyList<string> Subjects() => [Subject.Account(Account)];
}

/// <summary>A supervisor took an organisation of the region into the register.</summary>
[EventType("organisation.registered", 1)]
public sealed record OrganisationRegistered : DomainEvent
{
    [Public] public required UnifiedSocialCreditCode Uscc { get; init; }
    [Public] public required Gln Gln { get; init; }
    [Public] public required RegionCode Region { get; init; }
    [Public] public required IReadOnlyList<Role> Roles { get; init; }
    [Disclosed] public string? Name { get; init; }
    [Disclosed] public string? NameEn { get; init; }
    [Disclosed] public string? Hotline { get; init; }

    public override IReadOnlyList<string> Subjects() => [Subject.Organisation(Uscc)];
}

/// <summary>A person was given a part in an organisation.</summary>
[EventType("member.admitted", 1)]
public sealed record MemberAdmitted : DomainEvent
{
    [Public] public required Guid Account { get; init; }
    [Public] public required UnifiedSocialCreditCode Organisation { get; init; }
    [Public] public required IReadOnlyList<Role> Roles { get; init; }
    [Personal] public string? Name { get; init; }

    public override IReadOnlyList<string> Subjects() => [Subject.Account(Account), Subject.Organisation(Organisation)];
}

/// <summary>A member of an organisation got other roles there.</summary>
[EventType("member.roles-changed", 1)]
public sealed record MemberRolesChanged : DomainEvent
{
    [Public] public required Guid Account { get; init; }
    [Public] public required UnifiedSocialCreditCode Organisation { get; init; }
    [Public] public required IReadOnlyList<Role> Before { get; init; }
    [Public] public required IReadOnlyList<Role> Roles { get; init; }

    public override IReadOnlyList<string> Subjects() => [Subject.Account(Account), Subject.Organisation(Organisation)];
}

/// <summary>A person lost their part in an organisation.</summary>
[EventType("member.removed", 1)]
public sealed record MemberRemoved : DomainEvent
{
    [Public] public required Guid Account { get; init; }
    [Public] public required UnifiedSocialCreditCode Organisation { get; init; }
    [Public] public required IReadOnlyList<Role> Before { get; init; }

    public override IReadOnlyList<string> Subjects() => [Subject.Account(Account), Subject.Organisation(Organisation)];
}

/// <summary>The operator ended somebody's supervision of a region.</summary>
[EventType("supervisor.dismissed", 1)]
public sealed record SupervisorDismissed : DomainEvent
{
    [Public] public required Guid Account { get; init; }
    [Public] public required RegionCode Region { get; init; }

    public override IReadOnlyList<string> Subjects() => [Subject.Account(Account)];
}
