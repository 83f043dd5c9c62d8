using System.Globalization;
using Traceability.App.Data;

namespace Traceability.App.Access;

/// <summary>
/// Counts attempts to sign in before the password is looked at, so that a thousand at once are not a thousand guesses. After five
/// without success an account is locked, for a minute at first, twice as long each time, an hour at most.
/// </summary>
public sealed class SignInAttempts(IWriteLane lane, TimeProvider clock)
{
    private const int Free = 5;

    private const string Count =
        "UPDATE sign_in SET attempts = attempts + 1 WHERE account = @account AND (locked_until IS NULL OR locked_until <= @now) RETURNING attempts";
    private const string Lock = "UPDATE sign_in SET locked_until = @until WHERE account = @account";
    private const string Reset = "UPDATE sign_in SET attempts = 0, locked_until = NULL WHERE account = @account";

    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <returns>Whether this attempt may be looked at.</returns>
    internal Task<bool> TryAsync(string account, CancellationToken ct) =>
        lane.RunAsync(
            connection =>
            {
                var now = clock.GetUtcNow();
                if (connection.Prepared.Command(Count, ("@account", account), ("@now", MomentConverter.Write(now))).ExecuteScalar() is not { } counted)
                    return ValueTask.FromResult((false, Keep: false));
                var attempts = Convert.ToInt32(counted, CultureInfo.InvariantCulture);
                if (attempts >= Free)
                    connection.Prepared.Command(Lock, ("@until", MomentConverter.Write(now + LockAfter(attempts))), ("@account", account)).ExecuteNonQuery();
                return ValueTask.FromResult((true, Keep: true));
            },
            ct);

    internal Task ForgiveAsync(string account, CancellationToken ct) =>
        lane.RunAsync(connection => ValueTask.FromResult((Forgive(connection.Prepared, account), Keep: true)), ct);

    /// <returns>Whether there is such an account.</returns>
    internal static bool Forgive(PreparedConnection prepared, string account) => prepared.Command(Reset, ("@account", account)).ExecuteNonQuery() == 1;

    private static TimeSpan LockAfter(int attempts) =>
        attempts - Free >= 6 ? Longest : TimeSpan.FromMinutes(Math.Pow(2, attempts - Free));
}
