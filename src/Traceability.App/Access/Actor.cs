using Traceability.Domain.Batches;
using Traceability.Domain.Parties;
using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.App.Access;

/// <summary>Who asks, with the authority that the log gives them at this moment.</summary>
/// <param name="Account">Subject of the pseudonymous account.</param>
/// <param name="Organisation">The organisation acted for; null for operator and supervisor.</param>
/// <param name="Supervises">Regions supervised, each with all below it.</param>
public sealed record Actor(string Account, IReadOnlyList<Role> Roles, ActingOrganisation? Organisation, IReadOnlyList<RegionCode> Supervises)
{
    public bool Has(Role role) => Roles.Contains(role);

    /// <summary>Whether a batch that they see is theirs to stop: a supervisor's, or of who made it. Who has a box of it complains, and stops nobody else's.</summary>
    public bool MayStop(Batch batch) => Has(Role.Supervisor) || batch.Producer == Organisation?.Uscc;

    /// <summary>The organisation acted for. Commands for members only ask for it.</summary>
    public ActingOrganisation Member => Organisation ?? throw new InvalidOperationException("The actor acts for no organisation.");
}

public sealed record ActingOrganisation(UnifiedSocialCreditCode Uscc, Gln Gln, RegionCode Region);

/// <summary>The actor of the present request; set once by authentication.</summary>
public sealed class ActorContext
{
    public Actor? Actor { get; set; }
}
