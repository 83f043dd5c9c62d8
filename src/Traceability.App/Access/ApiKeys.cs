using System.Buffers.Text;
using System.Data.Common;
using System.Security.Cryptography;
using Traceability.App.Data;
using Traceability.Domain.Parties;
using Traceability.Domain.Values;

namespace Traceability.App.Access;

/// <summary>Machine keys: 256 random bits, shown once, kept only as their SHA-256.</summary>
public sealed class ApiKeys(ReadPool reads, TimeProvider clock, LastUse lastUse)
{
    /// <summary>What a key is called that comes with an account.</summary>
    public const string FirstLabel = "First key";

    private const string Prefix = "trk_";
    private const int KeyBytes = 32;

    private const string Find =
        """
        SELECT k.account, k.operator, o.uscc, o.gln, o.region, m.roles, a.region, k.roles, k.last_used
        FROM api_key k
        LEFT JOIN membership m ON m.account = k.account AND m.organisation = k.organisation
        LEFT JOIN organisation o ON o.uscc = m.organisation
        LEFT JOIN appointment a ON a.account = k.account AND k.organisation IS NULL
        WHERE k.hash = @hash AND k.revoked_at IS NULL
        """;

    /// <summary>A new key and the row that recognises it.</summary>
    /// <param name="roles">The only roles that it may use; null for all that its account has.</param>
    public static (string Key, ApiKey Row) Mint(
        string account, UnifiedSocialCreditCode? organisation, bool isOperator, string label, DateTimeOffset now, IReadOnlyList<Role>? roles = null)
    {
        var key = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(KeyBytes));
        return (key, new ApiKey
        {
            Hash = SecretHash.Of(key), Id = Guid.CreateVersion7(now), Account = account, Organisation = organisation?.ToString(), Operator = isOperator, Label = label, Roles = roles, CreatedAt = now,
        });
    }

    /// <summary>The actor behind a key, or null for a key that is unknown, revoked or without any authority left.</summary>
    public async ValueTask<Actor?> FindActorAsync(string key)
    {
        if (key.Length > 128)
            return null;
        var hash = SecretHash.Of(key);
        var (actor, lastUsed) = await reads.AskAsync(new Statement(Find, ("@hash", hash)), Read);
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        if (actor is not null && lastUsed != today)
            lastUse.KeyUsed(hash, today);
        return actor;
    }

    private static (Actor? Actor, DateOnly? LastUsed) Read(DbDataReader reader)
    {
        var found = new ActorReader();
        IReadOnlyList<Role>? scope = null;
        DateOnly? lastUsed = null;
        while (reader.Read())
        {
            found.Take(reader);
            scope = reader.IsDBNull(ActorReader.Columns) ? null : RolesConverter.Read(reader.GetString(ActorReader.Columns));
            lastUsed = reader.IsDBNull(ActorReader.Columns + 1) ? null : reader.GetFieldValue<DateOnly>(ActorReader.Columns + 1);
        }

        return (found.Actor(scope), lastUsed);
    }
}
