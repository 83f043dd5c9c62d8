using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Traceability.App.Data;
using Traceability.Domain.Parties;
using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.App.Access;

/// <summary>Machine keys: 256 random bits, shown once, kept only as their SHA-256.</summary>
public sealed class ApiKeys(ReadPool reads)
{
    private const string Prefix = "trk_";
    private const int KeyBytes = 32;

    private const string Find =
        """
        SELECT k.account, k.operator, o.uscc, o.gln, o.region, m.roles, a.region
        FROM api_key k
        LEFT JOIN membership m ON m.account = k.account AND m.organisation = k.organisation
        LEFT JOIN organisation o ON o.uscc = m.organisation
        LEFT JOIN appointment a ON a.account = k.account AND k.organisation IS NULL
        WHERE k.hash = @hash AND k.revoked_at IS NULL
        """;

    /// <summary>A new key and the row that recognises it.</summary>
    public static (string Key, ApiKey Row) Mint(string account, UnifiedSocialCreditCode? organisation, bool isOperator, DateTimeOffset now)
    {
        var key = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(KeyBytes));
        return (key, new ApiKey { Hash = HashOf(key), Account = account, Organisation = organisation?.ToString(), Operator = isOperator, CreatedAt = now });
    }

    /// <summary>The actor behind a key, or null for a key that is unknown, revoked or without any authority left.</summary>
    public Actor? FindActor(string key)
    {
        if (key.Length > 128)
            return null;
        using var lease = reads.Rent();
        using var reader = lease.Command(Find, ("@hash", HashOf(key))).ExecuteReader();
        string? account = null;
        ActingOrganisation? organisation = null;
        var roles = new List<Role>(2);
        var regions = new List<RegionCode>();
        while (reader.Read())
        {
            if (account is null)
            {
                account = reader.GetString(0);
                if (reader.GetBoolean(1))
                    roles.Add(Role.Operator);
                if (!reader.IsDBNull(2))
                {
                    organisation = new(UnifiedSocialCreditCode.Parse(reader.GetString(2)), Gln.Parse(reader.GetString(3)), RegionCode.Parse(reader.GetString(4)));
                    roles.AddRange(RolesConverter.Read(reader.GetString(5)));
                }
            }

            if (!reader.IsDBNull(6))
                regions.Add(RegionCode.Parse(reader.GetString(6)));
        }

        if (regions.Count > 0)
            roles.Add(Role.Supervisor);
        return account is null || roles.Count == 0 ? null : new Actor(account, roles, organisation, regions);
    }

    private static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
