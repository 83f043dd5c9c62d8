using Microsoft.Extensions.DependencyInjection;
using Traceability.App.Access;
using Traceability.Domain.Parties;
using Traceability.Web.Tests.Api;
using Organisation = Traceability.Web.Tests.Api.Organisation;

namespace Traceability.Web.Tests.Staff;

/// <summary>Somebody at a browser.</summary>
/// <param name="Is">What they are, as far as pages ask.</param>
/// <param name="FormPage">A page with a form that is open to them.</param>
internal sealed record Somebody(string Name, Standing Is, IReadOnlyList<Role> Roles, Visitor Browser, string FormPage);

internal enum Standing
{
    Nobody,
    AwaitsCode,
    MustChangePassword,
    SignedIn,
}

/// <summary>One of each: nobody, every role by itself, and those who have not signed in to the end.</summary>
internal sealed class Everybody : IDisposable
{
    private readonly Server _server;
    private readonly List<Somebody> _all = [];
    private string _administrator = "";

    private Everybody(Server server) => _server = server;

    public IReadOnlyList<Somebody> All => _all;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<Everybody> GatherAsync(Server server)
    {
        var everybody = new Everybody(server);
        await everybody.GatherAsync();
        return everybody;
    }

    public void Dispose() => _all.ForEach(somebody => somebody.Browser.Dispose());

    private async Task GatherAsync()
    {
        Add("nobody", Standing.Nobody, new Visitor(_server), "/sign-in");
        foreach (var role in new[] { Role.Operator, Role.Supervisor })
        {
            var (user, password) = _server.Credentials(role.ToString().ToLowerInvariant());
            Add(role.ToString(), Standing.SignedIn, Visitor.With(_server, await SignInAsync(user, password)), "/account", role);
        }

        Role[] capacities = [.. Enum.GetValues<Role>().Except([Role.Operator, Role.Supervisor, Role.Administrator])];
        _administrator = (await Organisation.RegisterAsync(_server, "各样", [.. capacities.Select(Named)])).Key;
        foreach (var role in capacities.Append(Role.Administrator))
        {
            var (user, password) = await AdmitAsync(role);
            Add(role.ToString(), Standing.SignedIn, Visitor.With(_server, await ChangeAsync(await SignInAsync(user, password), password)), "/account", role);
        }

        var (newcomer, oneTime) = await AdmitAsync(Role.Administrator);
        Add("who must change the password", Standing.MustChangePassword, Visitor.With(_server, await SignInAsync(newcomer, oneTime)), "/account/password", Role.Administrator);

        var (careful, first) = await AdmitAsync(Role.Administrator);
        var session = await ChangeAsync(await SignInAsync(careful, first), first);
        var setup = await WithAsync(s => s.BeginAuthenticatorAsync(Find(session), People.Password, Ct));
        Assert.True((await WithAsync(s => s.ConfirmAuthenticatorAsync(Find(session), AuthenticatorCode.At(setup.Value.Key, TimeProvider.System.GetUtcNow()), Ct))).Succeeded);
        var awaiting = await WithAsync(s => s.SignInAsync(careful, People.Password, Ct));
        Assert.Equal(SignInState.AwaitsCode, awaiting.State);
        Add("who awaits the second step", Standing.AwaitsCode, Visitor.With(_server, awaiting.Session!), "/sign-in/code", Role.Administrator);
    }

    private void Add(string name, Standing standing, Visitor browser, string formPage, params Role[] roles) => _all.Add(new Somebody(name, standing, roles, browser, formPage));

    private async Task<(string User, string Password)> AdmitAsync(Role role)
    {
        var userName = People.NewUserName();
        var admitted = await _server.RecordAsync("/api/members", _administrator, new { name = "社员", roles = new[] { Named(role) }, userName });
        return (userName, (string)admitted["oneTimePassword"]!);
    }

    private async Task<string> SignInAsync(string user, string password)
    {
        var answer = await WithAsync(s => s.SignInAsync(user, password, Ct));
        Assert.Equal(SignInState.SignedIn, answer.State);
        return answer.Session!;
    }

    private async Task<string> ChangeAsync(string session, string oneTime) => (await WithAsync(s => s.ChangePasswordAsync(Find(session), oneTime, People.Password, Ct))).Value;

    private Person Find(string session) => _server.Services.GetRequiredService<Sessions>().FindAsync(session).AsTask().GetAwaiter().GetResult()!;

    private async Task<T> WithAsync<T>(Func<SignIns, Task<T>> work)
    {
        await using var scope = _server.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<SignIns>());
    }

    private static string Named(Role role) => char.ToLowerInvariant(role.ToString()[0]) + role.ToString()[1..];
}
