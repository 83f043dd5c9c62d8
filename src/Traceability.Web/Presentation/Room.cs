using Traceability.App.Access;
using Traceability.Domain.Parties;

namespace Traceability.Web.Presentation;

/// <summary>A part of the staff's pages, in the bar above them.</summary>
/// <param name="Name">Names its text, <c>room.…</c>.</param>
/// <param name="Present">Whether the page shown lies in it.</param>
public sealed record Room(string Name, string Path, bool Present)
{
    /// <summary>In the order of the bar; for everybody where no role is named.</summary>
    private static readonly (string Name, string Path, Role[] For)[] All =
    [
        ("today", ReturnAddress.Today, []),
        ("farm", "/farm", [Role.Cooperative, Role.Processor, Role.Warehouse, Role.Seller]),
        ("shipments", "/shipments", [Role.Cooperative, Role.Processor, Role.Warehouse, Role.Logistics, Role.Seller, Role.Supervisor]),
        ("marks", "/farm/certificates", [Role.Cooperative, Role.Processor, Role.Warehouse, Role.Seller]),
        ("complaints", "/farm/complaints", [Role.Cooperative, Role.Processor]),
        ("region", "/region", [Role.Supervisor]),
        ("approvals", "/approvals", [Role.Supervisor]),
        ("inspections", "/inspections", [Role.Inspector]),
        ("failures", "/region/failures", [Role.Supervisor]),
        ("complaints", "/region/complaints", [Role.Supervisor]),
        ("certificates", "/certificates", [Role.Certifier]),
        ("brands", "/brands", [Role.BrandManager]),
        ("organisation", "/organisation", [Role.Administrator]),
        ("operating", "/operating", [Role.Operator]),
    ];

    public static IEnumerable<string> Names => All.Select(r => r.Name);

    /// <summary>Those that somebody may enter; none before they have a password of their own.</summary>
    public static IReadOnlyList<Room> For(Person? person, PathString at)
    {
        if (person is null or { MustChangePassword: true })
            return [];
        var open = All.Where(r => r.For.Length == 0 || r.For.Any(role => person.Actor?.Has(role) == true)).ToList();
        // One lies in another: the page is in the inner one.
        var present = open.Where(r => at.StartsWithSegments(r.Path, StringComparison.Ordinal)).OrderByDescending(r => r.Path.Length).FirstOrDefault().Path;
        return [.. open.Select(r => new Room(r.Name, r.Path, r.Path == present))];
    }

    public static bool IsAccount(PathString at) => at.StartsWithSegments("/account", StringComparison.Ordinal);
}
