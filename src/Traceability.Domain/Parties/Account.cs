using Traceability.Domain.Values;

namespace Traceability.Domain.Parties;

/// <summary>A person under a pseudonym, and the authority that facts of the log gave them.</summary>
public sealed class Account : Aggregate
{
    private readonly List<Membership> _memberships = [];
    private readonly List<Appointment> _appointments = [];

    public IReadOnlyCollection<Membership> Memberships => _memberships;
    public IReadOnlyCollection<Appointment> Appointments => _appointments;

    /// <summary>The account's part in an organisation; null when it has none.</summary>
    public Membership? In(UnifiedSocialCreditCode organisation) => _memberships.Find(m => m.Organisation == organisation);

    /// <param name="known">The account as it is known; null for a new one.</param>
    public static Result<SupervisorAppointed> Appoint(Guid account, Account? known, RegionCode region, string name) =>
        known?._appointments.Exists(a => a.Region == region) == true
            ? PartyProblems.AlreadySupervisor(region.ToString())
            : new SupervisorAppointed { Account = account, Region = region, Name = name };

    public static Result<SupervisorDismissed> Dismiss(Guid account, Account? known, RegionCode region) =>
        known?._appointments.Exists(a => a.Region == region) == true
            ? new SupervisorDismissed { Account = account, Region = region }
            : PartyProblems.NoSuchSupervisor;

    protected override void On(DomainEvent fact, Stamp stamp)
    {
        switch (fact)
        {
            case SupervisorAppointed e:
                _appointments.Add(new Appointment(Domain.Subject.Account(e.Account), e.Region, stamp.Entry));
                break;
            case SupervisorDismissed e:
                _appointments.RemoveAll(a => a.Region == e.Region);
                break;
            case MemberAdmitted e:
                _memberships.Add(new Membership(Domain.Subject.Account(e.Account), e.Organisation, e.Roles, stamp.Entry));
                break;
            case MemberRolesChanged e:
                In(e.Organisation)!.Change(e.Roles);
                break;
            case MemberRemoved e:
                _memberships.RemoveAll(m => m.Organisation == e.Organisation);
                break;
            default:
                throw Unknown(fact);
        }
    }
}

/// <summary>A part of an account in an organisation.</summary>
/// <param name="entry">The entry that admitted it; its payload has the person's name.</param>
public sealed class Membership(string account, UnifiedSocialCreditCode organisation, IReadOnlyList<Role> roles, Guid entry)
{
    public string Account { get; private set; } = account;
    public UnifiedSocialCreditCode Organisation { get; private set; } = organisation;
    public IReadOnlyList<Role> Roles { get; private set; } = roles;
    public Guid Entry { get; private set; } = entry;

    public bool Administers => Roles.Contains(Role.Administrator);

    internal void Change(IReadOnlyList<Role> roles) => Roles = roles;
}

/// <summary>Supervision of a region and of all below it.</summary>
/// <param name="Entry">The entry that appointed; its payload has the person's name.</param>
public sealed record Appointment(string Account, RegionCode Region, Guid Entry);
