using Traceability.App.Access;
using Traceability.Domain.Parties;

namespace Traceability.Web.Presentation;

/// <summary>A part of the staff's pages, in the bar above them.</summary>
/// <param name="Name">Names its text: <c>today</c>, <c>approvals</c>, <c>organisation</c> or <c>operating</c>.</param>
/// <param name="Present">Whether the page shown lies in it.</param>
public sealed record Room(string Name, string Path, bool Present)
{
    private static readonly (string Name, string Path, Role? For)[] All =
    [
        ("today", ReturnAddress.Today, null),
        ("approvals", "/approvals", Role.Supervisor),
        ("organisation", "/organisation", Role.Administrator),
        ("operating", "/operating", Role.Operator),
    ];

    /// <summary>Those that somebody may enter; none before they have a password of their own.</summary>
    public static IReadOnlyList<Room> For(Person? person, PathString at) => person is null or { MustChangePassword: true }
        ? []
        : [.. All.Where(r => r.For is not { } role || person.Actor?.Has(role) == true).Select(r => new Room(r.Name, r.Path, at.StartsWithSegments(r.Path, StringComparison.Ordinal)))];

    public static bool IsAccount(PathString at) => at.StartsWithSegments("/account", StringComparison.Ordinal);
}
