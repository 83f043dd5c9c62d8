namespace Traceability.Domain.Parties;

/// <summary>What became of an organisation's filing.</summary>
public enum FilingState
{
    Open,
    Approved,
    Declined,
}
