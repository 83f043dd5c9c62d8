using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mediator;
using Microsoft.EntityFrameworkCore;
using Traceability.App;
using Traceability.App.Access;
using Traceability.App.Data;
using Traceability.App.Features.Parties;
using Traceability.App.Features.Reference;
using Traceability.App.Features.Supervision;
using Traceability.App.Json;
using Traceability.App.Pipeline;
using Traceability.Domain.Parties;

namespace Traceability.Web.Demonstration;

/// <summary>
/// Loads the fictional demonstration through the same commands that everybody uses, each sent by the one who may.
/// A load that was cut off is finished at the next start: every command carries an idempotency key.
/// </summary>
internal sealed class DemonstrationLoader(IServiceProvider services, string dataDirectory)
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private static readonly Dictionary<string, Type> Commands = typeof(ImportRegions).Assembly.GetTypes()
        .Where(t => Array.Exists(t.GetInterfaces(), i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRestrictedCommand<>)) && !t.IsInterface)
        .ToDictionary(t => t.Name, StringComparer.Ordinal);

    private readonly DemonstrationData _data = DemonstrationData.Read();
    private readonly Dictionary<string, Actor> _actors = new(StringComparer.Ordinal);

    public async Task LoadAsync(CancellationToken ct)
    {
        await RegisterAuthoritiesAsync(ct);
        await RegisterOrganisationsAsync(ct);
        await RecordAsync(ct);
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

    /// <summary>What its people did, in the order in which they did it: each step is a command as the API takes it.</summary>
    private async Task RecordAsync(CancellationToken ct)
    {
        var kept = new Dictionary<string, JsonNode>(StringComparer.Ordinal);
        foreach (var (step, number) in _data.Steps.Select((step, number) => (step, number)))
        {
            var command = JsonSerializer.Deserialize(Filled(step.With, kept), Commands[step.Do], AppJson.Api)!;
            var answer = await SendAnyAsync(step.As, string.Create(CultureInfo.InvariantCulture, $"{number}-{step.Do}"), command, ct);
            foreach (var (name, path) in step.Keep ?? new Dictionary<string, string>(StringComparer.Ordinal))
                kept[name] = path.Split('.').Aggregate(answer, (node, part) => int.TryParse(part, CultureInfo.InvariantCulture, out var index) ? node[index]! : node[part]!);
        }
    }

    /// <summary>The same with the answers of earlier steps in the place of their names.</summary>
    private JsonNode Filled(JsonNode node, IReadOnlyDictionary<string, JsonNode> kept) => node switch
    {
        JsonObject members => new JsonObject(members.Select(m => KeyValuePair.Create(m.Key, m.Value is { } value ? Filled(value, kept) : null))),
        JsonArray items => new JsonArray([.. items.Select(item => Filled(item!, kept))]),
        _ when node.GetValueKind() == JsonValueKind.String && (string)node! is ['$', .. var name] => kept[name].DeepClone(),
        _ when node.GetValueKind() == JsonValueKind.String && (string)node! is ['@', .. var party] => JsonValue.Create(_actors[party].Member.Uscc.ToString()),
        _ => node.DeepClone(),
    };

    private Task<JsonNode> SendAnyAsync(string actor, string key, object command, CancellationToken ct)
    {
        var answer = command.GetType().GetInterfaces().Single(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRestrictedCommand<>)).GetGenericArguments()[0];
        var send = typeof(DemonstrationLoader).GetMethod(nameof(SendForNodeAsync), BindingFlags.Instance | BindingFlags.NonPublic)!.MakeGenericMethod(answer);
        return (Task<JsonNode>)send.Invoke(this, [actor, key, command, ct])!;
    }

    private async Task<JsonNode> SendForNodeAsync<TAnswer>(string actor, string key, IRestrictedCommand<TAnswer> command, CancellationToken ct)
        where TAnswer : class => JsonSerializer.SerializeToNode(await SendAsync(actor, key, command, ct), AppJson.Api)!;

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

    private async Task<TAnswer> SendAsync<TAnswer>(string actor, string key, IRestrictedCommand<TAnswer> command, CancellationToken ct)
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
