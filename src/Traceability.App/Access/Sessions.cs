using System.Buffers.Text;
using System.Data.Common;
using System.Security.Cryptography;
using Traceability.App.Data;
using Traceability.Domain.Values;

namespace Traceability.App.Access;

/// <summary>A person whose session was found.</summary>
/// <param name="Session">Names the session; not the secret of it.</param>
/// <param name="AwaitsCode">The password was right, and the code is still to be given. Nothing else is allowed.</param>
/// <param name="MustChangePassword">Somebody else set the password. Nothing else is allowed before another is chosen.</param>
/// <param name="TwoFactor">Whether signing in asks for a code of the authenticator.</param>
/// <param name="Actor">Who they act as; null while something is still to be done, and where no authority is left.</param>
public sealed record Person(string Session, string Account, string UserName, bool AwaitsCode, bool MustChangePassword, bool TwoFactor, Actor? Actor);

/// <summary>The person of the present request to a page; set once by authentication.</summary>
public sealed class PersonContext
{
    public Person? Person { get; set; }
}

/// <summary>
/// Sessions of people: 256 random bits in a cookie, kept only as their SHA-256 in a table, so that ending one ends it everywhere.
/// One lookup joins the session with the authority that the log gives at this moment.
/// </summary>
public sealed class Sessions(ReadPool reads, TimeProvider clock, LastUse lastUse)
{
    public static readonly TimeSpan Idle = TimeSpan.FromHours(8);
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary>How long the code may take after the password.</summary>
    private static readonly TimeSpan CodeAwaited = TimeSpan.FromMinutes(10);

    /// <summary>How exactly the last use is kept: a page a second is no write a second.</summary>
    private static readonly TimeSpan Grain = TimeSpan.FromMinutes(1);

    private const int TokenBytes = 32;

    private const string FindPerson =
        """
        SELECT s.account, CASE WHEN s.organisation IS NULL THEN i.operator ELSE FALSE END, o.uscc, o.gln, o.region, m.roles, a.region,
               i.user_name, i.one_time_until, i.two_factor, s.awaits_code, s.created_at, s.seen_at
        FROM session s
        JOIN sign_in i ON i.account = s.account
        LEFT JOIN membership m ON m.account = s.account AND m.organisation = s.organisation
        LEFT JOIN organisation o ON o.uscc = m.organisation
        LEFT JOIN appointment a ON a.account = s.account AND s.organisation IS NULL
        WHERE s.hash = @hash
        """;

    /// <summary>A new session and the row that recognises it.</summary>
    internal static (string Token, Session Row) Mint(string account, UnifiedSocialCreditCode? organisation, bool awaitsCode, DateTimeOffset now)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        return (token, new Session { Hash = SecretHash.Of(token), Account = account, Organisation = organisation?.ToString(), AwaitsCode = awaitsCode, CreatedAt = now, SeenAt = now });
    }

    /// <summary>The person behind a session, or null for one that is unknown, ended or over.</summary>
    public async ValueTask<Person?> FindAsync(string token)
    {
        if (token.Length > 128)
            return null;
        var hash = SecretHash.Of(token);
        var now = clock.GetUtcNow();
        var (person, seen) = await reads.AskAsync(new Statement(FindPerson, ("@hash", hash)), rows => Read(rows, hash, now));
        if (person is not null && now - seen >= Grain)
            lastUse.SessionSeen(hash, now);
        return person;
    }

    private static (Person? Person, DateTimeOffset Seen) Read(DbDataReader reader, string hash, DateTimeOffset now)
    {
        if (!reader.Read())
            return (null, now);
        var (userName, mustChange, twoFactor) = (reader.GetString(ActorReader.Columns), !reader.IsDBNull(ActorReader.Columns + 1), reader.GetBoolean(ActorReader.Columns + 2));
        var (awaitsCode, account) = (reader.GetBoolean(ActorReader.Columns + 3), reader.GetString(0));
        var (created, seen) = (MomentConverter.Read(reader.GetString(ActorReader.Columns + 4)), MomentConverter.Read(reader.GetString(ActorReader.Columns + 5)));
        if (now - seen >= Idle || now - created >= (awaitsCode ? CodeAwaited : Longest))
            return (null, seen);

        var found = new ActorReader();
        do
            found.Take(reader);
        while (reader.Read());
        return (new Person(hash, account, userName, awaitsCode, mustChange, twoFactor, awaitsCode || mustChange ? null : found.Actor(scope: null)), seen);
    }
}
