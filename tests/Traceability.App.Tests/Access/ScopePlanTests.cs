using Microsoft.EntityFrameworkCore;
using Traceability.App.Access;
using Traceability.App.Data;
using Traceability.App.Features.Batches;
using Traceability.App.Features.Logistics;
using Traceability.App.Features.Places;
using Traceability.App.Features.Products;
using Traceability.Domain.Batches;
using Traceability.Domain.Parties;
using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.App.Tests.Access;

/// <summary>What a list or a check asks of the database is found by index: none reads a whole table.</summary>
public sealed class ScopePlanTests(Databases databases)
{
    private static readonly Actor Member = new(
        "account:x", [Role.Cooperative], new ActingOrganisation(UnifiedSocialCreditCode.Parse("93130722XXXX00094R"), Gln.Parse("9520109000097"), RegionCode.Parse("130722")), []);

    private static readonly Actor Supervisor = new("account:y", [Role.Supervisor], Organisation: null, [RegionCode.Parse("130700"), RegionCode.Parse("530000")]);

    /// <summary>SQLite says SCAN of a table that it reads from end to end; the small tables of the statement itself are meant to be.</summary>
    [Fact]
    public async Task Lists_OnSqlite_ScanNoTable()
    {
        await using var database = await databases.EmptyAsync(Provider.Sqlite);
        await using var app = new TestApp(database);
        await using var db = await app.Get<IDbContextFactory<TraceDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        string[] names = [.. db.Model.GetEntityTypes().Select(e => e.GetTableName()!), .. Aliases];
        var today = new DateOnly(2026, 10, 1);

        foreach (var actor in new[] { Member, Supervisor })
        {
            var scope = new Scope(db, actor, today);
            foreach (var query in new IQueryable[] { scope.Batches().OrderByDescending(b => b.Id).Take(51), scope.Organisations().OrderBy(o => o.Subject).Take(51), scope.Shipments().OrderByDescending(s => s.Id).Take(51) })
            {
                var sql = query.ToQueryString();
                var plan = Plan(db, sql);

                Assert.NotEmpty(plan);
                Assert.DoesNotContain(plan, step => step.StartsWith("SCAN ", StringComparison.Ordinal) && (names.Contains(step.Split(' ')[1]) || IsShipments(step, sql)) && !step.Contains("USING INDEX", StringComparison.Ordinal));
                Assert.DoesNotContain("OFFSET", sql, StringComparison.Ordinal);
            }
        }
    }

    /// <summary>Registers of one's own products and bases, and batches that are sought and narrowed.</summary>
    [Fact]
    public async Task Registers_OnSqlite_ScanNoTable()
    {
        await using var database = await databases.EmptyAsync(Provider.Sqlite);
        await using var app = new TestApp(database);
        await using var db = await app.Get<IDbContextFactory<TraceDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        string[] names = [.. db.Model.GetEntityTypes().Select(e => e.GetTableName()!), .. Aliases];
        var mine = Member.Organisation!;
        var gtin = Gtin.Parse("09520100000102");
        var batches = new Scope(db, Member, new DateOnly(2026, 10, 1)).Batches();

        foreach (var query in new IQueryable[]
        {
            OwnProducts.Of(db, mine, new ListProducts(gtin, Loose: true)).OrderBy(p => p.Subject).Take(51),
            OwnBases.Of(db, mine, new ListPlots(mine.Gln)).Take(51),
            BatchFilters.Narrowed(db, batches, new ListBatches(Guid.Parse("01990000-0000-7000-8000-000000000000"), Kind: BatchKind.Pack, Held: true, Stopped: true, Loose: false), mine, "PK", [gtin]).OrderByDescending(b => b.Id).Take(51),
            ShipmentFilters.Narrowed(
                new Scope(db, Member, new DateOnly(2026, 10, 1)).Shipments(),
                new ListShipments(Guid.Parse("01990000-0000-7000-8000-000000000000"), Search: "PK", State: ShipmentState.OnTheWay, Side: ShipmentSide.Carries, Breached: true, Driven: true), mine)
                .OrderByDescending(s => s.Id).Take(51),
        })
        {
            var sql = query.ToQueryString();
            var plan = Plan(db, sql);

            Assert.NotEmpty(plan);
            Assert.DoesNotContain(plan, step => step.StartsWith("SCAN ", StringComparison.Ordinal) && (names.Contains(step.Split(' ')[1]) || IsShipments(step, sql)) && !step.Contains("USING INDEX", StringComparison.Ordinal));
        }
    }

    /// <summary>How the statements call the tables.</summary>
    private static string[] Aliases => ["b", "o", "h", "i", "t", "p", "r", "l"];

    /// <summary>Entity Framework calls them s, and its own part of another statement too.</summary>
    private static bool IsShipments(string step, string sql) => step.Split(' ')[1] == "s" && sql.Contains("\"shipment\" AS \"s\"", StringComparison.Ordinal);

    private static List<string> Plan(TraceDb db, string sql)
    {
        // The parameters that Entity Framework shows in front as comments are what the shell of SQLite would set.
        var connection = db.Database.GetDbConnection();
        db.Database.OpenConnection();
        using var command = connection.CreateCommand();
        var lines = sql.Split('\n');
        foreach (var line in lines.Where(l => l.StartsWith(".param set ", StringComparison.Ordinal)))
        {
            var parts = line[".param set ".Length..].Split(' ', 2);
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (parts[0], parts[1].Trim().Trim('\''));
            command.Parameters.Add(parameter);
        }

#pragma warning disable CA2100 // The text is Entity Framework's.
        command.CommandText = "EXPLAIN QUERY PLAN " + string.Join('\n', lines.Where(l => !l.StartsWith(".param", StringComparison.Ordinal)));
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var plan = new List<string>();
        while (reader.Read())
            plan.Add(reader.GetString(3));
        return plan;
    }
}
