namespace Traceability.Domain.Parties;

/// <summary>
/// What somebody may do. Operator and supervisor are authority. Administrator is a member's alone: who runs members and keys of their
/// organisation. The others are capacities of an organisation and of its members.
/// </summary>
public enum Role
{
    Operator,
    Supervisor,
    Administrator,
    Cooperative,
    Processor,
    Warehouse,
    Logistics,
    Seller,
    Inspector,
    Certifier,
    BrandManager,
}

public static class Capacity
{
    /// <summary>Whether an organisation can have it.</summary>
    public static bool IsCapacity(this Role role) => role is not (Role.Operator or Role.Supervisor or Role.Administrator);
}
