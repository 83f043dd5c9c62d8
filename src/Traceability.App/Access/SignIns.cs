using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Traceability.App.Data;
using Traceability.App.Entries;
using Traceability.Domain;
using Traceability.Domain.Parties;
using Traceability.Domain.Values;

namespace Traceability.App.Access;

public enum SignInState
{
    /// <summary>Which of it was wrong is not said: who guesses learns nothing.</summary>
    Refused,
    /// <summary>The password is right; the session waits for the code.</summary>
    AwaitsCode,
    SignedIn,
}

/// <param name="Session">The secret for the cookie; null when refused.</param>
public sealed record SignInAnswer(SignInState State, string? Session);

/// <summary>What an authenticator needs; shown while it is set up, never again.</summary>
/// <param name="Key">Base32, to be typed.</param>
/// <param name="Uri"><c>otpauth://…</c>, to be drawn as a QR code.</param>
public sealed record AuthenticatorSetup(string Key, string Uri);

/// <summary>What a person can act as.</summary>
/// <param name="Organisation">Null for the part of operator or supervisor.</param>
public sealed record ActingChoice(UnifiedSocialCreditCode? Organisation, string? Name, IReadOnlyList<Role> Roles);

/// <summary>Signing in and out, and what people do with their own account. For pages; machines have keys.</summary>
public sealed class SignIns(
    UserManager<SignIn> users, IPasswordHasher<SignIn> hasher, SignInAttempts attempts, IWriteLane lane, IDbContextFactory<TraceDb> contexts, DeploymentOptions deployment, TimeProvider clock)
{
    private const int RecoveryCodes = 10;

    /// <summary>A person has this many sessions; an older one is ended by a new one.</summary>
    private const int MostSessions = 20;

    private const string TakeCode = "UPDATE sign_in SET last_code_step = @step WHERE account = @account AND last_code_step < @step";
    private const string EndOne = "DELETE FROM session WHERE hash = @hash";
    private const string EndAll = "DELETE FROM session WHERE account = @account";
    private const string EndOthers = "DELETE FROM session WHERE account = @account AND hash <> @hash";
    private const string EndOldest =
        "DELETE FROM session WHERE account = @account AND hash NOT IN (SELECT hash FROM session WHERE account = @account ORDER BY created_at DESC, hash LIMIT @most)";
    // Held until the session is committed: who changes the sign-in meanwhile comes before it or after it.
    private const string StillSo = "UPDATE sign_in SET revision = revision WHERE account = @account AND revision = @revision";
    private const string ActAs = "UPDATE session SET organisation = @organisation WHERE hash = @hash";

    /// <summary>A refusal takes at least this long, whatever it was that was wrong.</summary>
    private static readonly TimeSpan Floor = TimeSpan.FromMilliseconds(300);

    // What an unknown user's password is held against.
    private static string? _decoy;

    /// <summary>Takes user name and password.</summary>
    public async Task<SignInAnswer> SignInAsync(string userName, string password, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        return await TrySignInAsync(userName, password, ct) ?? await RefusedAsync(started, ct);
    }

    /// <summary>Takes the code of an authenticator, or a recovery code, for a session that awaits it. The session is replaced by another.</summary>
    public async Task<SignInAnswer> GiveCodeAsync(Person person, string code, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        if (!person.AwaitsCode || !await attempts.TryAsync(person.Account, ct) || await users.FindByIdAsync(person.Account) is not { } user || !await TryTakeCodeAsync(user, code, ct))
            return await RefusedAsync(started, ct);
        await attempts.ForgiveAsync(person.Account, ct);
        return await EndAsync(EndOne, person, ct) == 1 && await OpenAsync(user, organisation: null, awaitsCode: false, ct) is { } session
            ? new SignInAnswer(SignInState.SignedIn, session)
            : await RefusedAsync(started, ct);
    }

    public Task SignOutAsync(Person person, CancellationToken ct) => EndAsync(EndOne, person, ct);

    public Task SignOutElsewhereAsync(Person person, CancellationToken ct) => EndAsync(EndOthers, person, ct);

    /// <summary>Ends every session of the person and begins a new one.</summary>
    /// <returns>The secret of the new session.</returns>
    public async Task<Result<string>> ChangePasswordAsync(Person person, string current, string next, CancellationToken ct)
    {
        if (person.AwaitsCode || await WithPasswordAsync(person, current, ct) is not { } user)
            return SignInProblems.WrongPassword;
        if (string.Equals(current, next, StringComparison.Ordinal))
            return SignInProblems.SamePassword;
        user.OneTimeUntil = null;
        var changed = await users.ChangePasswordAsync(user, current, next);
        if (!changed.Succeeded)
            return changed.Errors.FirstOrDefault(e => string.Equals(e.Code, "password.form", StringComparison.Ordinal)) is { } form ? SignInProblems.Form(form.Description) : SignInProblems.WrongPassword;
        await EndAsync(EndAll, person, ct);
        return await OpenAsync(user, person.Actor?.Organisation?.Uscc, awaitsCode: false, ct) is { } session ? session : SignInProblems.Changed;
    }

    /// <summary>Makes a secret for an authenticator; it counts when a code of it is confirmed.</summary>
    public async Task<Result<AuthenticatorSetup>> BeginAuthenticatorAsync(Person person, string password, CancellationToken ct)
    {
        if (await WithPasswordAsync(person, password, ct) is not { } user)
            return SignInProblems.WrongPassword;
        if (user.TwoFactor)
            return SignInProblems.AuthenticatorIsOn;
        if (!(await users.ResetAuthenticatorKeyAsync(user)).Succeeded)
            return SignInProblems.Changed;
        var key = await users.GetAuthenticatorKeyAsync(user);
        var issuer = Uri.EscapeDataString(deployment.BaseUrl.Host);
        return new AuthenticatorSetup(key!, $"otpauth://totp/{issuer}:{Uri.EscapeDataString(user.UserName)}?secret={key}&issuer={issuer}");
    }

    /// <summary>From now on signing in asks for a code; every other session ends.</summary>
    /// <returns>Recovery codes, shown once.</returns>
    public async Task<Result<IReadOnlyList<string>>> ConfirmAuthenticatorAsync(Person person, string code, CancellationToken ct)
    {
        var user = (await users.FindByIdAsync(person.Account))!;
        if (user.TwoFactor)
            return SignInProblems.AuthenticatorIsOn;
        if (user.AuthenticatorKey is null)
            return SignInProblems.AuthenticatorIsOff;
        if (!await attempts.TryAsync(person.Account, ct) || !await TryTakeAuthenticatorCodeAsync(user, code, ct))
            return SignInProblems.WrongCode;
        await attempts.ForgiveAsync(person.Account, ct);
        user.TwoFactor = true;
        if (await users.GenerateNewTwoFactorRecoveryCodesAsync(user, RecoveryCodes) is not { } codes)
            return SignInProblems.Changed;
        await EndAsync(EndOthers, person, ct);
        return codes.ToList();
    }

    public async Task<Result<IReadOnlyList<string>>> RenewRecoveryCodesAsync(Person person, string password, CancellationToken ct)
    {
        if (await WithPasswordAsync(person, password, ct) is not { } user)
            return SignInProblems.WrongPassword;
        if (!user.TwoFactor)
            return SignInProblems.AuthenticatorIsOff;
        return await users.GenerateNewTwoFactorRecoveryCodesAsync(user, RecoveryCodes) is { } codes ? codes.ToList() : SignInProblems.Changed;
    }

    /// <returns>Why not, or null.</returns>
    public async Task<Problem?> RemoveAuthenticatorAsync(Person person, string password, CancellationToken ct)
    {
        if (await WithPasswordAsync(person, password, ct) is not { } user)
            return SignInProblems.WrongPassword;
        (user.TwoFactor, user.AuthenticatorKey, user.RecoveryCodes) = (false, null, "");
        return (await users.UpdateAsync(user)).Succeeded ? null : SignInProblems.Changed;
    }

    /// <summary>As whom the person may act.</summary>
    public async Task<IReadOnlyList<ActingChoice>> ChoicesAsync(Person person, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var choices = new List<ActingChoice>();
        List<Role> authority = [];
        if (await db.SignIns.AnyAsync(s => s.Account == person.Account && s.Operator, ct))
            authority.Add(Role.Operator);
        if (await db.Set<Appointment>().AnyAsync(a => a.Account == person.Account, ct))
            authority.Add(Role.Supervisor);
        if (authority.Count > 0)
            choices.Add(new ActingChoice(Organisation: null, Name: null, authority));
        var memberships = await db.Set<Membership>().Where(m => m.Account == person.Account).OrderBy(m => m.Organisation).ToListAsync(ct);
        var names = await VaultNames.OfOrganisationsAsync(db, [.. memberships.Select(m => m.Organisation)], ct);
        choices.AddRange(memberships.Select(m => new ActingChoice(m.Organisation, names.GetValueOrDefault(m.Organisation), m.Roles)));
        return choices;
    }

    /// <param name="organisation">Null for the part of operator or supervisor.</param>
    /// <returns>Why not, or null.</returns>
    public async Task<Problem?> ActForAsync(Person person, UnifiedSocialCreditCode? organisation, CancellationToken ct)
    {
        if (!(await ChoicesAsync(person, ct)).Any(c => c.Organisation == organisation))
            return SignInProblems.NotYours;
        await lane.RunAsync(
            connection => ValueTask.FromResult(
                (connection.Prepared.Command(ActAs, ("@organisation", organisation?.ToString()), ("@hash", person.Session)).ExecuteNonQuery(), Keep: true)),
            ct);
        return null;
    }

    private async Task<SignInAnswer?> TrySignInAsync(string userName, string password, CancellationToken ct)
    {
        var user = UserNames.IsWellFormed(userName) && password.Length <= PasswordRules.Longest ? await users.FindByNameAsync(userName) : null;
        if (user is null || !await attempts.TryAsync(user.Account, ct))
        {
            var decoy = LazyInitializer.EnsureInitialized(ref _decoy, () => hasher.HashPassword(user!, RandomNumberGenerator.GetHexString(32)));
            hasher.VerifyHashedPassword(user!, decoy, password[..Math.Min(password.Length, PasswordRules.Longest)]);
            return null;
        }

        if (!await users.CheckPasswordAsync(user, password) || user.OneTimeUntil <= clock.GetUtcNow())
            return null;
        // Only whoever has given everything starts anew: else the password would buy guesses of the code.
        if (!user.TwoFactor)
            await attempts.ForgiveAsync(user.Account, ct);
        return await OpenAsync(user, organisation: null, user.TwoFactor, ct) is { } session ? new SignInAnswer(user.TwoFactor ? SignInState.AwaitsCode : SignInState.SignedIn, session) : null;
    }

    private static async Task<SignInAnswer> RefusedAsync(long started, CancellationToken ct)
    {
        if (Floor - Stopwatch.GetElapsedTime(started) is { Ticks: > 0 } rest)
            await Task.Delay(rest, ct);
        return new SignInAnswer(SignInState.Refused, Session: null);
    }

    /// <summary>The signed-in person's sign-in, if they know its password.</summary>
    private async Task<SignIn?> WithPasswordAsync(Person person, string password, CancellationToken ct)
    {
        if (password.Length > PasswordRules.Longest || !await attempts.TryAsync(person.Account, ct))
            return null;
        var user = (await users.FindByIdAsync(person.Account))!;
        if (!await users.CheckPasswordAsync(user, password))
            return null;
        await attempts.ForgiveAsync(person.Account, ct);
        return user;
    }

    private async Task<bool> TryTakeCodeAsync(SignIn user, string code, CancellationToken ct)
    {
        var typed = code.Trim();
        return typed.Length == AuthenticatorCode.Digits
            ? await TryTakeAuthenticatorCodeAsync(user, typed, ct)
            : typed.Length < PasswordRules.Longest && (await users.RedeemTwoFactorRecoveryCodeAsync(user, typed.ToUpperInvariant())).Succeeded;
    }

    private async Task<bool> TryTakeAuthenticatorCodeAsync(SignIn user, string code, CancellationToken ct) =>
        await users.GetAuthenticatorKeyAsync(user) is { } key
        && AuthenticatorCode.StepOf(key, code.Trim(), clock.GetUtcNow()) is { } step
        && await lane.RunAsync(
            connection =>
            {
                var taken = connection.Prepared.Command(TakeCode, ("@step", step), ("@account", user.Account)).ExecuteNonQuery() == 1;
                return ValueTask.FromResult((taken, Keep: taken));
            },
            ct);

    /// <summary>
    /// Begins a session; the person acts by their authority, or else for the organisation that admitted them first: no other one
    /// can change by an admission for whom somebody acts.
    /// </summary>
    /// <returns>Null when password or authenticator were changed since they were looked at: a session must not outlive what it was given for.</returns>
    private async Task<string?> OpenAsync(SignIn user, UnifiedSocialCreditCode? organisation, bool awaitsCode, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (organisation is null && !user.Operator && !await db.Set<Appointment>().AnyAsync(a => a.Account == user.Account, ct))
            organisation = (await FirstOf(db, user.Account).FirstOrDefaultAsync(ct))?.Organisation;
        return await lane.RunAsync<string?>(
            async connection =>
            {
                if (connection.Prepared.Command(StillSo, ("@account", user.Account), ("@revision", user.Revision)).ExecuteNonQuery() == 0)
                    return (null, Keep: false);
                var (token, row) = Sessions.Mint(user.Account, organisation, awaitsCode, clock.GetUtcNow());
                await using var writing = connection.NewContext();
                writing.Sessions.Add(row);
                await writing.SaveChangesAsync(CancellationToken.None);
                connection.Prepared.Command(EndOldest, ("@account", user.Account), ("@most", MostSessions)).ExecuteNonQuery();
                return (token, Keep: true);
            },
            ct);
    }

    private static IQueryable<Membership> FirstOf(TraceDb db, string account) =>
        from membership in db.Set<Membership>()
        join entry in db.Entries on membership.Entry equals entry.Id
        where membership.Account == account
        orderby entry.Sequence
        select membership;

    private Task<int> EndAsync(string sql, Person person, CancellationToken ct) =>
        lane.RunAsync(
            connection =>
            {
                // A prepared command knows its parameters by their order.
                var command = sql switch
                {
                    EndOne => connection.Prepared.Command(sql, ("@hash", person.Session)),
                    EndAll => connection.Prepared.Command(sql, ("@account", person.Account)),
                    _ => connection.Prepared.Command(sql, ("@account", person.Account), ("@hash", person.Session)),
                };
                return ValueTask.FromResult((command.ExecuteNonQuery(), Keep: true));
            },
            ct);
}
