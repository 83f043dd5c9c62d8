using Traceability.Domain.Values;

namespace Traceability.Domain.Parties;

/// <summary>A person under a pseudonym, and the authority that facts of the log gave them.</summary>
public sealed class Account : Aggregate
{
    private readonly List<Membership> _memberships = [];
    private readonly List<Appointment> _appointments = [];

    public IReadOnlyCollection<Membership> Memberships => _memberships;
    public IReadOnlyCollection<Appointment> Appointments => _appointments;

    protected override void On(DomainEvent fact, Stamp stamp)
    {
        switch (fact)
        {
            case SupervisorAppointed e:
                _appointments.Add(new Appointment(Domain.Subject.Account(e.Account), e.Region));
                break;
            case MemberAdmitted e:
                _memberships.Add(new Membership(Domain.Subject.Account(e.Account), e.Organisation, e.Roles));
                break;
            default:
                throw Unknown(fact);
        }
    }
}

/// <summary>A part of an account in an organisation.</summary>
public sealed record Membership(string Account, UnifiedSocialCreditCode Organisation, IReadOnlyList<Role> Roles);

/// <summary>Supervision of a region and of all below it.</summary>
public sealed record Appointment(string Account, RegionCode Region);
