using CsCheck;
using Microsoft.EntityFrameworkCore;
using Traceability.App.Auditing;
using Traceability.App.Data;
using Traceability.App.Entries;
using Traceability.App.Features.Batches;
using Traceability.App.Features.Labels;
using Traceability.App.Features.Supervision;
using Traceability.App.Pipeline;
using Traceability.Domain.Batches;
using Traceability.Domain.Supervision;

namespace Traceability.App.Tests.Batches;

/// <summary>Chains that chance makes, beside a plain book of them: no mass comes from nowhere, parts make the whole, and a recall finds what walking by hand finds.</summary>
public sealed class ChainPropertyTests(Databases databases)
{
    private static readonly DateTimeOffset Start = PotatoChain.HarvestTime;

    // What to do, with which of the batches there are, how much of it in per mille (more than all of it too), and a second number.
    private static readonly Gen<(int Do, int Which, int Other, int PerMille, int More)[]> Scripts =
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 1_000], Gen.Int[0, 1_000], Gen.Int[1, 1_200], Gen.Int[1, 9]).Array[10, 28];

    [Theory]
    [OnDatabases]
    public async Task Chain_MadeByChance_BalancesAndIsFoundWholeByARecall(Provider provider) =>
        await Scripts.SampleAsync(async script => await RunAsync(provider, script), iter: 4, threads: 1);

    private async Task RunAsync(Provider provider, (int Do, int Which, int Other, int PerMille, int More)[] script)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var chain = await PotatoChain.RegisterAsync(app);
        var book = new Book();
        foreach (var (kind, weight) in new[] { (1, 5_000m), (2, 731.25m) })
        {
            var made = await app.RecordAsync(chain.Grower, new RegisterHarvest(PotatoChain.Loose, PotatoChain.Base, PotatoChain.Plot, weight + kind, Occurred: Start));
            book.Add(made.Batch, weight + kind, perPack: null, []);
        }

        foreach (var (step, i) in script.Select((s, i) => (s, i)))
            await DoAsync(app, chain, book, step, Start.AddMinutes(i + 1));

        await using (var db = await app.Get<IDbContextFactory<TraceDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken))
        {
            var batches = await db.Batches.Include(b => b.Inputs).ToListAsync(TestContext.Current.CancellationToken);
            Assert.Equal(book.Held.Keys.Order(), batches.Select(b => b.Id).Order());
            Assert.All(batches, b =>
            {
                Assert.Equal(book.Held[b.Id] / (book.PerPack[b.Id] ?? 1), b.HeldBy(chain.Grower.Member.Uscc));
                Assert.InRange(b.LabelsIssued, 0, b.IsPacked ? (int)b.Quantity : 0);
            });
            // All there ever was is held somewhere or was declared lost.
            Assert.Equal(book.Harvested, book.Held.Values.Sum() + book.Lost);
            var subjects = batches.ToDictionary(b => b.Subject, b => b.Id, StringComparer.Ordinal);
            foreach (var batch in batches.Where(b => b.Inputs.Count > 0))
            {
                Assert.Equal(book.Inputs[batch.Id].Order(), batch.Inputs.Select(x => subjects[x.Input]).Order());
                Assert.Equal(1m, Lineage.Parts([.. batch.Inputs]).Sum(p => p.Part), 20);
            }

            // What was taken of a batch for others is divided among them to the last milligram.
            foreach (var taken in batches.SelectMany(b => b.Inputs).GroupBy(x => x.Input))
                Assert.Equal(book.TakenMg.Where(t => t.From == subjects[taken.Key]).Sum(t => t.Milligrams), taken.Sum(x => x.Milligrams));
        }

        await AssertRecallAsync(app, chain, book, script[0].Which);
        await app.SequenceAsync();
        Assert.Empty((await new Audit(app.Get<IDatabase>()).RunAsync(TestContext.Current.CancellationToken)).Problems);
    }

    private static async Task DoAsync(TestApp app, PotatoChain chain, Book book, (int Do, int Which, int Other, int PerMille, int More) step, DateTimeOffset occurred)
    {
        var one = book.Pick(step.Which);
        var other = book.Pick(step.Other);
        var asked = decimal.Round(book.Held[one] * step.PerMille / 1_000, 3);
        var packs = (int)Math.Max(1, asked / 5);
        switch (step.Do)
        {
            case 0:
                var pack = await SendAsync(app, chain, new PackBatches([new PackTake(one, asked)], [new PackMake(PotatoChain.Box, packs)], Occurred: occurred));
                if (Book.Judge(pack, book.IsLoose(one) && asked > 0 && asked <= book.Held[one] && packs * 5 <= asked))
                    book.Make([(one, asked)], [(pack!.Batches[0].Batch, packs * 5, 5)]);
                break;
            case 1:
                var merge = await SendAsync(app, chain, new MergeBatches([new MergeTake(one, asked), new MergeTake(other, 1)], PotatoChain.Loose, 0.5m, Occurred: occurred));
                if (Book.Judge(merge, one != other && book.IsLoose(one) && book.IsLoose(other) && asked > 0 && asked <= book.Held[one] && book.Held[other] >= 1))
                    book.Make([(one, asked), (other, 1)], [(merge!.Batch, asked + 0.5m, null)]);
                break;
            case 2:
                var unit = book.PerPack[one] ?? 1;
                decimal[] parts = [.. Enumerable.Range(1, step.More).Select(n => decimal.Truncate(asked / unit / step.More) + n - 1)];
                var split = await SendAsync(app, chain, new SplitBatch(parts, Occurred: occurred) { Batch = one });
                if (Book.Judge(split, parts.All(p => p > 0) && parts.Sum() * unit <= book.Held[one]))
                    book.Make([(one, parts.Sum() * unit)], [.. split!.Batches.Select(b => (b.Batch, b.Quantity * unit, book.PerPack[one]))]);
                break;
            case 3:
                var quantity = book.PerPack[one] is { } each ? decimal.Truncate(asked / each) : asked;
                var mass = quantity * (book.PerPack[one] ?? 1);
                var dry = decimal.Round(mass / 10, 6);
                var dried = await SendAsync(
                    app, chain, new ProcessBatches([new ProcessTake(one, quantity)], [new ProcessMake(PotatoChain.Loose, dry == 0 ? 1 : dry)], [ProcessKind.Drying], Dehydration: step.More, Occurred: occurred));
                if (Book.Judge(dried, quantity > 0 && dry > 0 && mass <= book.Held[one] && dry * step.More <= mass))
                    book.Make([(one, mass)], [(dried!.Batches[0].Batch, dry, null)]);
                break;
            default:
                var count = (int)Math.Max(1, asked / 5);
                var labels = await SendAsync(app, chain, new IssueLabels(count, Serialised: false, occurred) { Batch = one });
                if (Book.Judge(labels, book.PerPack[one] is { } kg && count <= book.Made[one] / kg - book.Labelled.GetValueOrDefault(one) && count <= book.Held[one] / kg))
                    book.Labelled[one] = book.Labelled.GetValueOrDefault(one) + count;
                break;
        }
    }

    private static async Task<TAnswer?> SendAsync<TAnswer>(TestApp app, PotatoChain chain, IRestrictedCommand<TAnswer> command)
        where TAnswer : class => await app.SendAsync(chain.Grower, command) is { Problem: null } done ? done.Value : null;

    private static async Task AssertRecallAsync(TestApp app, PotatoChain chain, Book book, int which)
    {
        var root = book.Pick(which);
        var opened = await app.RecordAsync(chain.Grower, new OpenRecall([root], RecallClass.Third, "by chance", HoldSiblings: false));
        var view = (await app.AskAsync(chain.Grower, new GetRecall(opened.Recall))).Value;

        Assert.Equal(book.Below(root).Order(), view.Batches.Where(b => b.Relation is "root" or "below").Select(b => b.Batch).Order());
        Assert.Equal(book.Above(root).Order(), view.Batches.Where(b => b.Relation is "root" or "above").Select(b => b.Batch).Order());
        Assert.All(view.Batches, b => Assert.Equal(b.Relation != "above", b.Stopped));
        Assert.All(view.Batches.Where(b => b.Part is not null), b => Assert.InRange(b.Part!.Value, 0m, 1.000000000001m));
    }

    /// <summary>The same kept as simply as can be: masses in kilograms, and who was made of whom.</summary>
    private sealed class Book
    {
        private readonly List<Guid> _order = [];

        public Dictionary<Guid, decimal> Held { get; } = [];
        public Dictionary<Guid, decimal> Made { get; } = [];
        public Dictionary<Guid, decimal?> PerPack { get; } = [];
        public Dictionary<Guid, Guid[]> Inputs { get; } = [];
        public Dictionary<Guid, int> Labelled { get; } = [];
        public List<(Guid From, decimal Milligrams)> TakenMg { get; } = [];
        public decimal Harvested { get; private set; }
        public decimal Lost { get; private set; }

        public Guid Pick(int number) => _order[number % _order.Count];

        public bool IsLoose(Guid batch) => PerPack[batch] is null;

        public void Add(Guid batch, decimal kilograms, decimal? perPack, Guid[] inputs)
        {
            _order.Add(batch);
            (Held[batch], Made[batch], PerPack[batch], Inputs[batch]) = (kilograms, kilograms, perPack, inputs);
            if (inputs.Length == 0)
                Harvested += kilograms;
        }

        public void Make((Guid Batch, decimal Kilograms)[] taken, (Guid Batch, decimal Kilograms, decimal? PerPack)[] made)
        {
            foreach (var (batch, kilograms) in taken)
            {
                Held[batch] -= kilograms;
                TakenMg.Add((batch, kilograms * 1_000_000));
            }

            foreach (var (batch, kilograms, perPack) in made)
                Add(batch, kilograms, perPack, [.. taken.Select(t => t.Batch)]);
            Lost += taken.Sum(t => t.Kilograms) - made.Sum(m => m.Kilograms);
        }

        /// <summary>The server agrees with the book about what may be done.</summary>
        public static bool Judge(object? answer, bool may)
        {
            Assert.Equal(may, answer is not null);
            return may;
        }

        public IEnumerable<Guid> Below(Guid root) => Held.Keys.Where(b => Above(b).Contains(root));

        public IEnumerable<Guid> Above(Guid batch) => Inputs[batch].SelectMany(Above).Append(batch).Distinct();
    }
}
