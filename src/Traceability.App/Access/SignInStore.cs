using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Traceability.App.Data;

namespace Traceability.App.Access;

/// <summary>
/// Where ASP.NET Core Identity finds and keeps sign-ins. Each change goes through the write lane, and only onto the state it was made
/// from. Attempts are counted elsewhere, see <see cref="SignIns"/>: before a password is looked at, not after.
/// </summary>
internal sealed class SignInStore(IDbContextFactory<TraceDb> contexts, IWriteLane lane, IDataProtectionProvider protection)
    : IUserPasswordStore<SignIn>, IUserTwoFactorStore<SignIn>, IUserAuthenticatorKeyStore<SignIn>, IUserTwoFactorRecoveryCodeStore<SignIn>
{
    private const string Update =
        """
        UPDATE sign_in SET password_hash = @password, one_time_until = @until, authenticator_key = @key, two_factor = @two, recovery_codes = @codes, revision = revision + 1
        WHERE account = @account AND revision = @revision
        """;

    private const char Separator = ' ';

    public async Task<SignIn?> FindByIdAsync(string userId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.SignIns.SingleOrDefaultAsync(s => s.Account == userId, cancellationToken);
    }

    public async Task<SignIn?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.SignIns.SingleOrDefaultAsync(s => s.NormalizedUserName == normalizedUserName, cancellationToken);
    }

    public async Task<IdentityResult> UpdateAsync(SignIn user, CancellationToken cancellationToken)
    {
        var changed = await lane.RunAsync(
            connection =>
            {
                var rows = connection.Prepared.Command(
                    Update,
                    ("@password", user.PasswordHash),
                    ("@until", user.OneTimeUntil is { } until ? MomentConverter.Write(until) : null),
                    ("@key", user.AuthenticatorKey),
                    ("@two", user.TwoFactor),
                    ("@codes", user.RecoveryCodes),
                    ("@account", user.Account),
                    ("@revision", user.Revision)).ExecuteNonQuery();
                return ValueTask.FromResult((rows == 1, Keep: true));
            },
            cancellationToken);
        if (!changed)
            return IdentityResult.Failed(new IdentityErrorDescriber().ConcurrencyFailure());
        user.Revision++;
        return IdentityResult.Success;
    }

    public Task<IdentityResult> CreateAsync(SignIn user, CancellationToken cancellationToken) => throw new NotSupportedException("A sign-in is made by the command that records who it is for.");

    public Task<IdentityResult> DeleteAsync(SignIn user, CancellationToken cancellationToken) => throw new NotSupportedException("A sign-in stays as long as the account's facts do.");

    public Task<string> GetUserIdAsync(SignIn user, CancellationToken cancellationToken) => Task.FromResult(user.Account);

    public Task<string?> GetUserNameAsync(SignIn user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.UserName);

    public Task SetUserNameAsync(SignIn user, string? userName, CancellationToken cancellationToken)
    {
        user.UserName = userName!;
        return Task.CompletedTask;
    }

    public Task<string?> GetNormalizedUserNameAsync(SignIn user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.NormalizedUserName);

    public Task SetNormalizedUserNameAsync(SignIn user, string? normalizedName, CancellationToken cancellationToken)
    {
        user.NormalizedUserName = normalizedName!;
        return Task.CompletedTask;
    }

    public Task<string?> GetPasswordHashAsync(SignIn user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash);

    public Task<bool> HasPasswordAsync(SignIn user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash is not null);

    public Task SetPasswordHashAsync(SignIn user, string? passwordHash, CancellationToken cancellationToken)
    {
        user.PasswordHash = passwordHash;
        return Task.CompletedTask;
    }

    public Task<bool> GetTwoFactorEnabledAsync(SignIn user, CancellationToken cancellationToken) => Task.FromResult(user.TwoFactor);

    public Task SetTwoFactorEnabledAsync(SignIn user, bool enabled, CancellationToken cancellationToken)
    {
        user.TwoFactor = enabled;
        return Task.CompletedTask;
    }

    public Task<string?> GetAuthenticatorKeyAsync(SignIn user, CancellationToken cancellationToken) =>
        Task.FromResult(user.AuthenticatorKey is { } kept ? Protector(user).Unprotect(kept) : null);

    public Task SetAuthenticatorKeyAsync(SignIn user, string key, CancellationToken cancellationToken)
    {
        user.AuthenticatorKey = Protector(user).Protect(key);
        return Task.CompletedTask;
    }

    public Task ReplaceCodesAsync(SignIn user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken)
    {
        user.RecoveryCodes = string.Join(Separator, recoveryCodes.Select(SecretHash.Of));
        return Task.CompletedTask;
    }

    public Task<bool> RedeemCodeAsync(SignIn user, string code, CancellationToken cancellationToken)
    {
        var codes = user.RecoveryCodes.Split(Separator, StringSplitOptions.RemoveEmptyEntries).ToList();
        var found = codes.Remove(SecretHash.Of(code));
        user.RecoveryCodes = string.Join(Separator, codes);
        return Task.FromResult(found);
    }

    public Task<int> CountCodesAsync(SignIn user, CancellationToken cancellationToken) =>
        Task.FromResult(user.RecoveryCodes.Split(Separator, StringSplitOptions.RemoveEmptyEntries).Length);

    public void Dispose()
    {
        // Identity asks for it; nothing is held between two calls.
    }

    // One account's secret does not open under another's row.
    private IDataProtector Protector(SignIn user) => protection.CreateProtector("Traceability.SignIn.AuthenticatorKey", user.Account);
}
