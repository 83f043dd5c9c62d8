namespace Traceability.Domain.Parties;

public static class PartyProblems
{
    public static Problem RolesNotOfAnOrganisation { get; } =
        new("organisation.roles", ProblemKind.Refused, "An organisation has at least one capacity, and operator, supervisor and administrator are none.") { Field = "roles" };

    public static Problem RolesBeyondOrganisation(IReadOnlyList<Role> roles) =>
        new("member.roles", ProblemKind.Refused, $"A member has at least one role, each administrator or a capacity of the organisation: {string.Join(", ", roles)}.") { Field = "roles" };

    public static Problem NoSuchMember { get; } =
        new("member.unknown", ProblemKind.NotFound, "Nobody of this account is a member of your organisation.") { Field = "id" };

    public static Problem AlreadyMember { get; } =
        new("member.exists", ProblemKind.Conflict, "This account is a member of your organisation already.") { Field = "account" };

    public static Problem RolesAsTheyWere { get; } =
        new("member.roles-unchanged", ProblemKind.Conflict, "The member has these roles already.") { Field = "roles" };

    public static Problem LastAdministrator { get; } =
        new("member.last-administrator", ProblemKind.Refused, "An organisation keeps at least one administrator: make another member one first.") { Field = "roles" };

    public static Problem NoSuchSupervisor { get; } =
        new("supervisor.unknown", ProblemKind.NotFound, "Nobody of this account supervises this region.") { Field = "id" };

    public static Problem AlreadySupervisor(string region) =>
        new("supervisor.exists", ProblemKind.Conflict, $"This account supervises {region} already.") { Field = "region" };

    public static Problem AlreadyRegistered(string uscc) =>
        new("organisation.exists", ProblemKind.Conflict, $"An organisation {uscc} is registered already.") { Field = "uscc" };

    public static Problem GlnTaken(string gln) =>
        new("organisation.gln-taken", ProblemKind.Conflict, $"The location number {gln} belongs to another organisation.") { Field = "gln" };

    public static Problem OutsideYourRegion(string region) =>
        new("region.outside", ProblemKind.Forbidden, $"{region} is outside the regions that you supervise.") { Field = "region" };

    public static Problem UnknownRegion(string region) =>
        new("region.unknown", ProblemKind.Refused, $"{region} is not in the imported register of regions.") { Field = "region" };
}
