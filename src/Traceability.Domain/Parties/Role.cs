namespace Traceability.Domain.Parties;

/// <summary>What somebody may do. Operator and supervisor are authority; the others are capacities of an organisation and of its members.</summary>
public enum Role
{
    Operator,
    Supervisor,
    Cooperative,
    Logistics,
    Seller,
}
