namespace Traceability.Domain.Parties;

public static class PartyProblems
{
    public static Problem RolesNotOfAnOrganisation { get; } =
        new("organisation.roles", ProblemKind.Refused, "An organisation has at least one capacity, and operator and supervisor are none.") { Field = "roles" };

    public static Problem RolesBeyondOrganisation(IReadOnlyList<Role> roles) =>
        new("member.roles", ProblemKind.Refused, $"A member has at least one role, each a capacity of the organisation: {string.Join(", ", roles)}.") { Field = "member.roles" };

    public static Problem AlreadyRegistered(string uscc) =>
        new("organisation.exists", ProblemKind.Conflict, $"An organisation {uscc} is registered already.") { Field = "uscc" };

    public static Problem GlnTaken(string gln) =>
        new("organisation.gln-taken", ProblemKind.Conflict, $"The location number {gln} belongs to another organisation.") { Field = "gln" };

    public static Problem OutsideYourRegion(string region) =>
        new("region.outside", ProblemKind.Forbidden, $"{region} is outside the regions that you supervise.") { Field = "region" };

    public static Problem UnknownRegion(string region) =>
        new("region.unknown", ProblemKind.Refused, $"{region} is not in the imported register of regions.") { Field = "region" };
}
