#pragma warning disable IDE0130 // The namespaces stand for the parts of a product, not for folders.
#pragma warning disable CA1812, CA1822, CA2000, RS0030, MA0132
using System.Security.Cryptography;
using Mediator;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Planted.App.Data;
using Traceability.Tests.Rules;

namespace Planted.App.Data
{
    internal sealed class Tables(DbContextOptions<Tables> options) : DbContext(options);

    internal static class Rows
    {
        public static int Count() => 0;
    }
}

namespace Planted.Web.Pages
{
    public sealed class GoodModel(ISender sender) : PageModel
    {
        public bool OnGet() => sender is not null;
    }

    [Breaks(DependencyRules.PagesAndTheDatabase)]
    internal sealed class DirectModel(Tables tables) : PageModel
    {
        public bool OnGet() => tables is not null;
    }

    [Breaks(DependencyRules.PagesAndTheDatabase)]
    internal sealed class FactoryModel : PageModel
    {
        public async Task OnGetAsync(IDbContextFactory<DbContext> contexts)
        {
            await using var db = await contexts.CreateDbContextAsync();
        }
    }
}

namespace Planted.Web.Presentation
{
    [Breaks(DependencyRules.PagesAndTheDatabase)]
    internal static class Counter
    {
        public static Func<int> Count => () => Rows.Count();
    }
}

namespace Planted.Web.Hosting
{
    internal static class Startup
    {
        public static bool Prepare(Tables tables) => tables is not null;
    }
}

namespace Planted.Domain
{
    [Breaks(DependencyRules.Tables)]
    internal static class Mapped
    {
        public static Type Context() => typeof(DbContext);
    }

    [Breaks(DependencyRules.Messages)]
    public sealed record Told : INotification;

    [Breaks(DependencyRules.Chance)]
    internal static class Dice
    {
        public static int Throw() => RandomNumberGenerator.GetInt32(6);
    }

    [Breaks(DependencyRules.Chance)]
    internal static class Numbers
    {
        public static Guid Next() => Guid.NewGuid();
    }

    internal static class Known
    {
        public static Guid Read(string text) => Guid.Parse(text);
    }
}

namespace Planted.Ledger
{
    [Breaks(DependencyRules.Purity)]
    internal sealed class Watch
    {
        public async Task<long> ReadAsync()
        {
            await Task.Yield();
            return DateTime.UtcNow.Ticks;
        }
    }

    [Breaks(DependencyRules.Purity)]
    internal static class Provider
    {
        public static Func<DateTimeOffset> Read => () => TimeProvider.System.GetUtcNow();
    }

    internal static class Given
    {
        public static long Read(DateTimeOffset at) => at.ToUnixTimeSeconds();

        public static byte[] Salt() => RandomNumberGenerator.GetBytes(32);
    }
}

namespace Planted.Gs1
{
    [Breaks(DependencyRules.Purity)]
    internal static class Reader
    {
        public static byte[] Read(string path) => File.ReadAllBytes(path);
    }

    [Breaks(DependencyRules.Purity)]
    internal static class Caller
    {
        public static bool Call(HttpClient client) => client is not null;
    }
}
