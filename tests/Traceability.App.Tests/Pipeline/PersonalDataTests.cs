using System.Reflection;
using System.Text;
using Traceability.App.Data;
using Traceability.App.Tests.Auditing;
using Traceability.Domain;

namespace Traceability.App.Tests.Pipeline;

public sealed class PersonalDataTests(AuditedChain chain) : IClassFixture<AuditedChain>
{
    [Theory]
    [OnDatabases]
    public async Task Tables_AllButTheVault_HoldNoPersonalValue(Provider provider)
    {
        await using var database = await chain.CopyAsync(provider);

        var holders = database.Tables().Where(table => Cells(database, table).Any(IsPersonal));

        Assert.Equal(["vault_payload"], holders);
    }

    [Theory]
    [OnDatabases]
    public async Task Entries_OfTheWholeChain_ShowNoCornerOfABase(Provider provider)
    {
        await using var database = await chain.CopyAsync(provider);

        Assert.DoesNotContain(Cells(database, "log_entry"), cell => cell.Contains("114.700123", StringComparison.Ordinal));
        Assert.Contains(Cells(database, "vault_payload"), cell => cell.Contains("114.700123", StringComparison.Ordinal));
    }

    /// <summary>By name as well as by value: regions have names, but those of places.</summary>
    [Theory]
    [OnDatabases]
    public async Task DerivedTables_ButTheRegions_HaveNoColumnNamedAsAPersonalField(Provider provider)
    {
        await using var database = await chain.CopyAsync(provider);
        await using var app = new TestApp(database);
        await using var db = await app.Get<Microsoft.EntityFrameworkCore.IDbContextFactory<TraceDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        var personal = typeof(DomainEvent).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(DomainEvent))).SelectMany(t => t.GetProperties())
            .Where(p => p.GetCustomAttribute<FieldClassAttribute>()?.Class == FieldClass.Personal).Select(p => p.Name).ToHashSet(StringComparer.Ordinal);

        Assert.Equal(["Name", "Operator", "Sampler"], personal.Order(StringComparer.Ordinal));
        Assert.Equal(
            ["Region.Name"],
            from entity in db.Model.GetEntityTypes()
            where (string?)entity.FindAnnotation(TraceDb.KindAnnotation)?.Value == nameof(TableKind.Derived)
            from property in entity.GetProperties()
            where personal.Contains(property.Name)
            select $"{entity.ClrType.Name}.{property.Name}");
    }

    private static bool IsPersonal(string cell) => PotatoChain.PersonalNames.Any(name => cell.Contains(name, StringComparison.Ordinal));

    private static IEnumerable<string> Cells(TestDatabase database, string table) =>
        database.Rows($"SELECT * FROM \"{table}\"").SelectMany(row => row).Select(cell => cell is byte[] bytes ? Encoding.UTF8.GetString(bytes) : cell?.ToString() ?? "");
}
