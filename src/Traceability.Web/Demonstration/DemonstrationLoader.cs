using System.Text.Json;
using Mediator;
using Microsoft.EntityFrameworkCore;
using Traceability.App;
using Traceability.App.Access;
using Traceability.App.Data;
using Traceability.App.Features.Batches;
using Traceability.App.Features.Labels;
using Traceability.App.Features.Logistics;
using Traceability.App.Features.Parties;
using Traceability.App.Features.Places;
using Traceability.App.Features.Products;
using Traceability.App.Features.Reference;
using Traceability.App.Features.Supervision;
using Traceability.App.Pipeline;
using Traceability.Domain.Parties;
using Traceability.Domain.Places;
using Traceability.Domain.Values;

namespace Traceability.Web.Demonstration;

/// <summary>
/// Loads the fictional demonstration through the same commands that everybody uses, each sent by the one who may.
/// A load that was cut off is finished at the next start: every command carries an idempotency key.
/// </summary>
internal sealed class DemonstrationLoader(IServiceProvider services, string dataDirectory)
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly DemonstrationData _data = DemonstrationData.Read();
    private readonly Dictionary<string, Actor> _actors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Guid> _batches = new(StringComparer.Ordinal);

    public async Task LoadAsync(CancellationToken ct)
    {
        await RegisterAuthoritiesAsync(ct);
        await RegisterOrganisationsAsync(ct);
        await RegisterGoodsAsync(ct);
        await RecordBatchesAsync(ct);
        await RecordJourneysAsync(ct);
        await FinishAsync(ct);
    }

    private async Task RegisterAuthoritiesAsync(CancellationToken ct)
    {
        await using (var db = await services.GetRequiredService<IDbContextFactory<TraceDb>>().CreateDbContextAsync(ct))
        {
            var account = await db.ApiKeys.Where(k => k.Operator).OrderBy(k => k.CreatedAt).Select(k => k.Account).FirstAsync(ct);
            _actors["operator"] = new Actor(account, [Role.Operator], Organisation: null, []);
        }

        await SendAsync("operator", "regions", new ImportRegions(_data.Regions.Edition, _data.Regions.Regions), ct);
        await SendAsync("operator", "limits", ImportLimitsRoute.Read(DemonstrationData.Reference("limits"), "limits.csv").Value, ct);
        await SendAsync("operator", "pesticides", ImportPesticidesRoute.Read(DemonstrationData.Reference("pesticides"), "pesticides.csv").Value, ct);
        foreach (var supervisor in _data.Supervisors)
        {
            var answer = await SendAsync("operator", supervisor.Id, new AppointSupervisor(supervisor.Region, supervisor.Name, _data.Registered), ct);
            _actors[supervisor.Id] = new Actor(answer.Account, [Role.Supervisor], Organisation: null, [supervisor.Region]);
        }
    }

    private async Task RegisterOrganisationsAsync(CancellationToken ct)
    {
        foreach (var o in _data.Organisations)
        {
            var answer = await SendAsync(
                o.Supervisor, o.Id, new RegisterOrganisation(o.Uscc, o.Gln, o.Region, o.Roles, o.Name, new FirstMember(o.Member, o.Roles), o.NameEn, o.Hotline, _data.Registered), ct);
            _actors[o.Id] = new Actor(answer.Account, o.Roles, new ActingOrganisation(o.Uscc, o.Gln, o.Region), []);
        }
    }

    private async Task RegisterGoodsAsync(CancellationToken ct)
    {
        foreach (var p in _data.Products)
        {
            var content = p.NetContentKg is { } kg ? Quantity.Kilograms(kg) : (Quantity?)null;
            await SendAsync(
                p.Organisation, p.Gtin.ToString(), new RegisterProduct(p.Gtin, p.Name, p.NameEn, content, p.ShelfLifeDays, p.StoreMinCelsius, p.StoreMaxCelsius, _data.Registered, p.FoodClass), ct);
        }

        foreach (var b in _data.Bases)
        {
            Coordinate[] polygon = [.. b.Polygon.Select(c => new Coordinate(c[0], c[1]))];
            await SendAsync(b.Organisation, b.Gln.ToString(), new RegisterBase(b.Gln, b.Region, b.Name, b.Plots, b.NameEn, polygon, _data.Registered), ct);
        }
    }

    private async Task RecordBatchesAsync(CancellationToken ct)
    {
        foreach (var h in _data.Harvests)
        {
            var answer = await SendAsync(h.Organisation, h.Lot.ToString(), new RegisterHarvest(h.Gtin, h.Base, h.Plot, h.Kilograms, h.Lot, h.Occurred), ct);
            _batches[answer.Lot] = answer.Batch;
        }

        foreach (var p in _data.Packs)
        {
            PackTake[] inputs = [.. p.Inputs.Select(i => new PackTake(_batches[i.Key], i.Value))];
            PackMake[] outputs = [.. p.Outputs.Select(o => new PackMake(o.Gtin, o.Packs, o.Lot, o.Grade))];
            var answer = await SendAsync(p.Organisation, outputs[0].Lot.ToString()!, new PackBatches(inputs, outputs, p.DeclaredLossKg, p.Occurred), ct);
            foreach (var batch in answer.Batches)
                _batches[batch.Lot] = batch.Batch;
        }

        foreach (var l in _data.Labels)
            await SendAsync(l.Organisation, $"labels-{l.Lot}", new IssueLabels(l.Count, Serialised: true, l.Occurred) { Batch = _batches[l.Lot] }, ct);
    }

    private async Task RecordJourneysAsync(CancellationToken ct)
    {
        foreach (var s in _data.Shipments)
        {
            DispatchItem[] items = [.. s.Items.Select(i => new DispatchItem(_batches[i.Key], i.Value))];
            var answer = await SendAsync(
                s.Organisation, s.Sscc.ToString(), new DispatchShipment(items, _actors[s.Receiver].Member.Uscc, _actors[s.Carrier].Member.Uscc, s.Sscc, s.Departed), ct);
            await SendAsync(s.Receiver, s.Sscc.ToString(), new ReceiveShipment(Items: null, s.Arrived) { Shipment = answer.Shipment }, ct);
        }
    }

    /// <summary>User names, passwords and keys of the demonstration's people, written down for who tries the product; then the mark that it is loaded.</summary>
    private async Task FinishAsync(CancellationToken ct)
    {
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        // Beside the first operator, whose password is nobody's but theirs.
        _actors["demo-operator"] = new Actor(Domain.Subject.Account(Guid.CreateVersion7(now)), [Role.Operator], Organisation: null, []);
        var people = _data.Credentials.Append(KeyValuePair.Create("operator", "demo-operator")).Select(c => MakePerson(c.Key, _actors[c.Value], now)).ToList();
        var credentials = new SortedDictionary<string, Credential>(people.ToDictionary(p => p.Role, p => p.Credential), StringComparer.Ordinal);

        // Written before the mark: a start that is cut off in between makes new ones and writes them again.
        PrivateFiles.Write(Path.Combine(dataDirectory, "demo-credentials.json"), JsonSerializer.SerializeToUtf8Bytes(credentials, Indented));
        await services.GetRequiredService<IWriteLane>().RunAsync(
            async connection =>
            {
                await using var db = connection.NewContext();
                db.ApiKeys.AddRange(people.Select(p => p.Key));
                db.SignIns.AddRange(people.Select(p => p.SignIn));
                db.DeploymentValues.Add(new DeploymentValue { Name = DemonstrationMark.ValueName, Value = _data.Notice });
                await db.SaveChangesAsync(CancellationToken.None);
                return (true, Keep: true);
            },
            ct);
    }

    /// <summary>With a password that need not be changed, because it is for everybody who has the file, and a key for this role alone.</summary>
    private DemonstrationPerson MakePerson(string role, Actor actor, DateTimeOffset now)
    {
        using var scope = services.CreateScope();
        var password = scope.ServiceProvider.GetRequiredService<OneTimePassword>();
        password.Make();
        var userName = "demo-" + role;
        var (key, row) = ApiKeys.Mint(actor.Account, actor.Organisation?.Uscc, actor.Has(Role.Operator), "Demonstration", now, [Enum.Parse<Role>(role, ignoreCase: true)]);
        var signIn = new SignIn
        {
            Account = actor.Account, UserName = userName, NormalizedUserName = UserNames.Normalize(userName), Operator = actor.Has(Role.Operator), PasswordHash = password.Hash,
        };
        return new DemonstrationPerson(role, new Credential(userName, password.Password, key), row, signIn);
    }

    private async Task<TAnswer> SendAsync<TAnswer>(string actor, string key, IRecordingCommand<TAnswer> command, CancellationToken ct)
        where TAnswer : class
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActorContext>().Actor = _actors[actor];
        scope.ServiceProvider.GetRequiredService<IdempotencyContext>().Key = $"demonstration-{key}";
        var result = await scope.ServiceProvider.GetRequiredService<ISender>().Send(command, ct);
        return result.Failed(out var answer) ? throw new InvalidOperationException($"The demonstration's {key} was refused: {result.Problem.Detail}") : answer;
    }

    private sealed record Credential(string User, string Password, string ApiKey);

    private sealed record DemonstrationPerson(string Role, Credential Credential, ApiKey Key, SignIn SignIn);
}
