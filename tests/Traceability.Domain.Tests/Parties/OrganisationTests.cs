using Traceability.Domain.Parties;

namespace Traceability.Domain.Tests.Parties;

public sealed class OrganisationTests
{
    [Theory]
    [InlineData(Role.Cooperative, Role.Seller)]
    [InlineData(Role.Logistics)]
    public void Register_CapacitiesOfAnOrganisation_AreAllowed(params Role[] roles) => Assert.Null(Organisation.Register(Asked(roles)).Problem);

    [Theory]
    [InlineData]
    [InlineData(Role.Operator)]
    [InlineData(Role.Cooperative, Role.Supervisor)]
    public void Register_NoneOrAuthority_IsRefused(params Role[] roles) =>
        Assert.Equal(("organisation.roles", "roles"), (Organisation.Register(Asked(roles)).Problem!.Code, Organisation.Register(Asked(roles)).Problem!.Field));

    [Fact]
    public void Admit_PartOfTheCapacities_IsAllowed()
    {
        var admitted = Registered(Role.Cooperative, Role.Seller).Admit(Facts.Id(1), [Role.Seller], "社员").Value;

        Assert.Equal((Facts.Id(1), Facts.Grower), (admitted.Account, admitted.Organisation));
        Assert.Equal([Role.Seller], admitted.Roles);
    }

    [Theory]
    [InlineData]
    [InlineData(Role.Logistics)]
    [InlineData(Role.Cooperative, Role.Operator)]
    public void Admit_NoneOrMoreThanTheOrganisationHas_IsRefused(params Role[] roles) =>
        Assert.Equal("member.roles", Registered(Role.Cooperative, Role.Seller).Admit(Facts.Id(1), roles, "社员").Problem!.Code);

    private static OrganisationRegistered Asked(params Role[] roles) =>
        new() { Uscc = Facts.Grower, Gln = Facts.GrowerGln, Region = Facts.County, Roles = roles };

    private static Organisation Registered(params Role[] roles) =>
        Facts.After<Organisation>(Subject.Organisation(Facts.Grower), Asked(roles));
}
