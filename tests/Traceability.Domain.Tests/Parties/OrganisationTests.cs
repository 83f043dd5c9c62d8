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
    [InlineData(Role.Cooperative, Role.Administrator)]
    public void Register_NoneOrAuthority_IsRefused(params Role[] roles) =>
        Assert.Equal(("organisation.roles", "roles"), (Organisation.Register(Asked(roles)).Problem!.Code, Organisation.Register(Asked(roles)).Problem!.Field));

    [Fact]
    public void Admit_PartOfTheCapacities_IsAllowed()
    {
        var admitted = Registered(Role.Cooperative, Role.Seller).Admit(Facts.Id(1), known: null, [Role.Seller], "社员").Value;

        Assert.Equal((Facts.Id(1), Facts.Grower), (admitted.Account, admitted.Organisation));
        Assert.Equal([Role.Seller], admitted.Roles);
    }

    [Theory]
    [InlineData]
    [InlineData(Role.Logistics)]
    [InlineData(Role.Cooperative, Role.Operator)]
    public void Admit_NoneOrMoreThanTheOrganisationHas_IsRefused(params Role[] roles) =>
        Assert.Equal("member.roles", Registered(Role.Cooperative, Role.Seller).Admit(Facts.Id(1), known: null, roles, "社员").Problem!.Code);

    [Fact]
    public void AdmitFirst_WhoeverItIs_AlsoAdministers() =>
        Assert.Equal([Role.Seller, Role.Administrator], Registered(Role.Cooperative, Role.Seller).AdmitFirst(Facts.Id(1), [Role.Seller], "社员").Value.Roles);

    [Fact]
    public void Remove_TheLastAdministrator_IsRefusedUntilThereIsAnother()
    {
        var organisation = Registered(Role.Seller);
        var (first, second) = (Join(organisation, 1, Role.Administrator), Join(organisation, 2, Role.Seller));

        Assert.Equal("member.last-administrator", organisation.Remove(Facts.Id(1), first).Problem!.Code);
        Assert.Equal("member.last-administrator", organisation.ChangeRoles(Facts.Id(1), first, [Role.Seller]).Problem!.Code);
        organisation.Apply(organisation.Subject, organisation.ChangeRoles(Facts.Id(2), second, [Role.Administrator]).Value, Facts.Stamp(9));

        Assert.Null(organisation.Remove(Facts.Id(1), first).Problem);
        Assert.Equal(2, organisation.Administrators);
    }

    private static Account Join(Organisation organisation, int number, params Role[] roles)
    {
        var account = new Account();
        var admitted = organisation.Admit(Facts.Id(number), account, roles, "社员").Value;
        account.Apply(Subject.Account(Facts.Id(number)), admitted, Facts.Stamp(number));
        organisation.Apply(organisation.Subject, admitted, Facts.Stamp(number));
        return account;
    }

    private static OrganisationRegistered Asked(params Role[] roles) =>
        new() { Uscc = Facts.Grower, Gln = Facts.GrowerGln, Region = Facts.County, Roles = roles };

    private static Organisation Registered(params Role[] roles) =>
        Facts.After<Organisation>(Subject.Organisation(Facts.Grower), Asked(roles));
}
