using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.Domain.Parties;

/// <summary>A legal person of the chain. Its name is in the vault: it may carry a natural person's.</summary>
public sealed class Organisation : Aggregate
{
    public UnifiedSocialCreditCode Uscc { get; private set; }
    public Gln Gln { get; private set; }
    public RegionCode Region { get; private set; }
    public IReadOnlyList<Role> Roles { get; private set; } = [];
    public int Members { get; private set; }
    public int Administrators { get; private set; }

    public static Result<OrganisationRegistered> Register(OrganisationRegistered asked) =>
        WhyNotCapacities(asked.Roles) is { } problem ? problem : asked;

    public static Problem? WhyNotCapacities(IReadOnlyList<Role> roles) =>
        roles.Count > 0 && roles.All(r => r.IsCapacity()) ? null : PartyProblems.RolesNotOfAnOrganisation;

    /// <summary>The first member also administers.</summary>
    public Result<MemberAdmitted> AdmitFirst(Guid account, IReadOnlyList<Role> roles, string name) =>
        WhyNotRoles(roles) is { } problem
            ? problem
            : new MemberAdmitted { Account = account, Organisation = Uscc, Roles = [.. roles.Where(r => r != Role.Administrator), Role.Administrator], Name = name };

    /// <param name="known">The account as it is known; null for a new one.</param>
    public Result<MemberAdmitted> Admit(Guid account, Account? known, IReadOnlyList<Role> roles, string name)
    {
        if (WhyNotRoles(roles) is { } problem)
            return problem;
        return known?.In(Uscc) is null
            ? new MemberAdmitted { Account = account, Organisation = Uscc, Roles = roles, Name = name }
            : PartyProblems.AlreadyMember;
    }

    public Result<MemberRolesChanged> ChangeRoles(Guid account, Account? member, IReadOnlyList<Role> roles)
    {
        if (member?.In(Uscc) is not { } membership)
            return PartyProblems.NoSuchMember;
        if (WhyNotRoles(roles) is { } problem)
            return problem;
        if (roles.ToHashSet().SetEquals(membership.Roles))
            return PartyProblems.RolesAsTheyWere;
        return IsLastAdministrator(membership) && !roles.Contains(Role.Administrator)
            ? PartyProblems.LastAdministrator
            : new MemberRolesChanged { Account = account, Organisation = Uscc, Before = membership.Roles, Roles = roles };
    }

    public Result<MemberRemoved> Remove(Guid account, Account? member)
    {
        if (member?.In(Uscc) is not { } membership)
            return PartyProblems.NoSuchMember;
        return IsLastAdministrator(membership)
            ? PartyProblems.LastAdministrator
            : new MemberRemoved { Account = account, Organisation = Uscc, Before = membership.Roles };
    }

    protected override void On(DomainEvent fact, Stamp stamp)
    {
        switch (fact)
        {
            case OrganisationRegistered e:
                BeginsOnce();
                (Uscc, Gln, Region, Roles) = (e.Uscc, e.Gln, e.Region, e.Roles);
                break;
            case MemberAdmitted e:
                Members++;
                Administrators += One(e.Roles);
                break;
            case MemberRolesChanged e:
                Administrators += One(e.Roles) - One(e.Before);
                break;
            case MemberRemoved e:
                Members--;
                Administrators -= One(e.Before);
                break;
            default:
                throw Unknown(fact);
        }
    }

    private bool IsLastAdministrator(Membership membership) => membership.Administers && Administrators == 1;

    private Problem? WhyNotRoles(IReadOnlyList<Role> roles) =>
        roles.Count > 0 && roles.All(r => r == Role.Administrator || Roles.Contains(r)) ? null : PartyProblems.RolesBeyondOrganisation(Roles);

    private static int One(IReadOnlyList<Role> roles) => roles.Contains(Role.Administrator) ? 1 : 0;
}
