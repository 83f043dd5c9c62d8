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

    public static Result<OrganisationRegistered> Register(OrganisationRegistered asked) =>
        asked.Roles.Count == 0 || asked.Roles.Any(r => r is Role.Operator or Role.Supervisor)
            ? PartyProblems.RolesNotOfAnOrganisation
            : asked;

    public Result<MemberAdmitted> Admit(Guid account, IReadOnlyList<Role> roles, string name)
    {
        if (roles.Count == 0 || roles.Any(r => !Roles.Contains(r)))
            return PartyProblems.RolesBeyondOrganisation(Roles);
        return new MemberAdmitted { Account = account, Organisation = Uscc, Roles = roles, Name = name };
    }

    protected override void On(DomainEvent fact, Stamp stamp)
    {
        switch (fact)
        {
            case OrganisationRegistered e:
                BeginsOnce();
                (Uscc, Gln, Region, Roles) = (e.Uscc, e.Gln, e.Region, e.Roles);
                break;
            case MemberAdmitted:
                Members++;
                break;
            default:
                throw Unknown(fact);
        }
    }
}
