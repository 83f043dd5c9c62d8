using System.Reflection;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Traceability.Web.Presentation;

namespace Traceability.Web.Tests.Pages;

public sealed class PageAccessTests
{
    [Fact]
    public void Pages_EveryOne_SaysWhoMayUseIt()
    {
        var pages = typeof(PagesSetup).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(PageModel)) && !t.IsAbstract).ToList();

        Assert.NotEmpty(pages);
        Assert.Empty(pages.Where(p => p.GetCustomAttribute<MayUseAttribute>() is null).Select(p => p.FullName));
        Assert.Empty(pages.Where(p => p.GetCustomAttribute<MayUseAttribute>() is { Who: Who.Roles, Roles.Count: 0 }).Select(p => p.FullName));
    }

    /// <summary>A new page is added here by somebody who has thought of who may use it.</summary>
    [Fact]
    public void Pages_OfEveryAudience_AreThoseThatWereDecided()
    {
        var decided = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["everybody"] = "Complaints.Complain, Complaints.Complained, Error, Filing.Filed, Filing.Index, Find, Index, Label.Trace, SigningIn.Code, SigningIn.Recovery, SigningIn.SignIn, SigningIn.SignOut",
            ["signed in"] = "MyAccount.Authenticator, MyAccount.Index, MyAccount.Organisation, MyAccount.Password, MyAccount.RecoveryCodes, MyAccount.RemoveAuthenticator, Today",
            ["Cooperative"] = "Farm.Bases, Farm.Harvest, Farm.NewBase, Farm.RecordSpraying, Farm.RecordStep, FarmMarks.Apply, FarmMarks.Brands",
            ["Cooperative, Processor"] = "Complaints.Farm, Farm.NewProduct, Farm.Pack, Farm.Products",
            ["Cooperative, Processor, Warehouse"] = "Farm.Merge, Farm.Process",
            ["Cooperative, Processor, Warehouse, Seller"] = "Farm.Batches, Farm.Deliver, Farm.Index, Farm.Labels, Farm.Missing, Farm.Run, Farm.Sheet, Farm.SheetFile, Farm.Split, FarmMarks.Index, FarmMarks.Promise",
            ["Cooperative, Processor, Warehouse, Seller, Supervisor"] = "Farm.Batch, Farm.Hold, Farm.Recall, Farm.Release, Recalls.Index, Recalls.Show",
            ["Cooperative, Processor, Warehouse, Logistics, Seller"] = "Records.Correct, Shipments.Leg, Shipments.New, Shipments.Readings, Shipments.Receive",
            ["Cooperative, Processor, Warehouse, Logistics, Seller, Supervisor"] = "Records.Void, Shipments.Breach, Shipments.Index, Shipments.Show",
            ["Cooperative, Processor, Warehouse, Supervisor"] = "Inspections.Request",
            ["Cooperative, Supervisor"] = "Farm.PlotLog",
            ["Supervisor"] = "Approvals.Decline, Approvals.Filing, Approvals.Index, Complaints.Decide, Complaints.Region, Region.Failures, Region.Index",
            ["Inspector"] = "Inspections.Index, Inspections.Sample",
            ["Inspector, Supervisor, Cooperative, Processor, Warehouse, Logistics, Seller"] = "Inspections.Inspection, Inspections.Report",
            ["Administrator"] = "MyOrganisation.Admit, MyOrganisation.Index, MyOrganisation.Keys, MyOrganisation.Member, MyOrganisation.Members, MyOrganisation.NewKey, MyOrganisation.Remove, MyOrganisation.Revoke",
            ["Certifier"] = "Certificates.Act, Certificates.Index, Certificates.New, Certificates.Renewal, Certificates.Scope",
            ["Certifier, Cooperative, Processor, Warehouse, Seller"] = "Certificates.File",
            ["Certifier, Cooperative, Processor, Warehouse, Seller, BrandManager, Supervisor"] = "Certificates.Certificate",
            ["BrandManager"] = "Brands.Act, Brands.Audit, Brands.Grant, Brands.Index, Brands.New",
            ["BrandManager, Cooperative"] = "Brands.Licence",
            ["BrandManager, Cooperative, Processor, Warehouse, Seller"] = "Brands.Brand",
            ["Operator"] = "Operating.Accounts, Operating.Appoint, Operating.Dismiss, Operating.Index, Operating.Reset, Operating.Supervisors",
        };

        var found = typeof(PagesSetup).Assembly.GetTypes().Where(t => t.GetCustomAttribute<MayUseAttribute>() is not null)
            .GroupBy(t => Audience(t.GetCustomAttribute<MayUseAttribute>()!), StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => string.Join(", ", g.Select(NameOf).Order(StringComparer.Ordinal)), StringComparer.Ordinal);

        Assert.Equal(decided.OrderBy(d => d.Key, StringComparer.Ordinal), found.OrderBy(f => f.Key, StringComparer.Ordinal));
    }

    private static string Audience(MayUseAttribute access) => access.Who switch
    {
        Who.Everybody => "everybody",
        Who.SignedIn => "signed in",
        _ => string.Join(", ", access.Roles),
    };

    private static string NameOf(Type page) => page.FullName!["Traceability.Web.Pages.".Length..^"Model".Length];
}
