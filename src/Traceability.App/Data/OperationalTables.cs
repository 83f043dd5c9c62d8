using Traceability.Domain.Parties;
using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.App.Data;

/// <summary>A machine's key: looked up by SHA-256 of the key, which itself is shown once and never kept.</summary>
public sealed class ApiKey
{
    /// <summary>SHA-256 of the key, lower hex.</summary>
    public required string Hash { get; init; }
    /// <summary>What it is called by when it is listed or revoked.</summary>
    public required Guid Id { get; init; }
    public required string Account { get; init; }
    /// <summary>USCC of the organisation it is scoped to; null for an operator or supervisor.</summary>
    public string? Organisation { get; init; }
    public required bool Operator { get; init; }
    /// <summary>What its owner uses it for.</summary>
    public required string Label { get; init; }
    /// <summary>The roles it may use, as far as its account has them; null for all that the account has.</summary>
    public IReadOnlyList<Role>? Roles { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? RevokedAt { get; set; }
    public DateOnly? LastUsed { get; init; }
}

/// <summary>How a person signs in. What they may do then is the log's to say, but for an operator.</summary>
public sealed class SignIn
{
    public required string Account { get; init; }
    public required string UserName { get; set; }
    /// <summary>The user name without differences of case and form: no two people have it.</summary>
    public string NormalizedUserName { get; set; } = "";
    public string? PasswordHash { get; set; }
    /// <summary>Until when a password that somebody else set lets in; it must be changed then. Null once the person chose one.</summary>
    public DateTimeOffset? OneTimeUntil { get; set; }
    public required bool Operator { get; init; }
    /// <summary>The secret of the authenticator, encrypted by data protection; there before it is confirmed.</summary>
    public string? AuthenticatorKey { get; set; }
    public bool TwoFactor { get; set; }
    /// <summary>The time step of the last code that was taken: a code counts once.</summary>
    public long LastCodeStep { get; set; }
    /// <summary>SHA-256 of each recovery code that was not used yet, lower hex, separated by blanks.</summary>
    public string RecoveryCodes { get; set; } = "";
    /// <summary>Attempts since the last one that succeeded.</summary>
    public int Attempts { get; set; }
    public DateTimeOffset? LockedUntil { get; set; }
    /// <summary>Counts the changes, so that none is lost to another at the same time.</summary>
    public int Revision { get; set; }
}

/// <summary>Somebody who is signed in, or has given the password and not yet the code.</summary>
public sealed class Session
{
    /// <summary>SHA-256 of the 256 random bits in the cookie, lower hex.</summary>
    public required string Hash { get; init; }
    public required string Account { get; init; }
    /// <summary>USCC of the organisation acted for; null for an operator or supervisor.</summary>
    public string? Organisation { get; set; }
    public required bool AwaitsCode { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset SeenAt { get; set; }
}

/// <summary>An organisation that asks to be taken into the register. The contact is forgotten when it is decided.</summary>
public sealed class OrganisationFiling
{
    public required Guid Id { get; init; }
    public required UnifiedSocialCreditCode Uscc { get; init; }
    public required Gln Gln { get; init; }
    public required RegionCode Region { get; init; }
    /// <summary>The first six digits of the region.</summary>
    public required int County { get; init; }
    public required IReadOnlyList<Role> Roles { get; init; }
    public required string Name { get; init; }
    public string? NameEn { get; init; }
    public string? Hotline { get; init; }
    public string? ContactName { get; init; }
    public string? ContactPhone { get; init; }
    public string? UserName { get; init; }
    public required FilingState State { get; init; }
    /// <summary>Why it was declined.</summary>
    public string? Reason { get; init; }
    public required DateTimeOffset FiledAt { get; init; }
    public DateTimeOffset? DecidedAt { get; init; }
}

/// <summary>What was answered to a command with an <c>Idempotency-Key</c>, so that the same again gets the same.</summary>
public sealed class IdempotencyRecord
{
    public required string Account { get; init; }
    public required string Command { get; init; }
    public required string Key { get; init; }
    /// <summary>SHA-256 of the canonical command, lower hex.</summary>
    public required string BodyHash { get; init; }
    /// <summary>The answer as JSON, without secrets.</summary>
    public required string Answer { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>Who stored a file, for the day in which a fact of theirs may name it.</summary>
public sealed class FileDeposit
{
    public required FileHash File { get; init; }
    public required string Account { get; init; }
    /// <summary>USCC of the organisation acted for.</summary>
    public string? Organisation { get; init; }
    public required DateTimeOffset StoredAt { get; init; }
}

/// <summary>The next free number for lots of a product on a day.</summary>
public sealed class LotSequence
{
    public required string Gtin { get; init; }
    public required DateOnly Day { get; init; }
    public required int Next { get; init; }
}

/// <summary>A value that the deployment keeps for itself: settings that may never change, marks of what was loaded.</summary>
public sealed class DeploymentValue
{
    public const string LedgerOrigin = "ledger-origin";
    public const string LogVerifierKey = "log-verifier-key";

    public required string Name { get; init; }
    public required string Value { get; init; }
}

/// <summary>What became of putting a root on the chain.</summary>
public enum AnchorState
{
    /// <summary>Signed and written down; perhaps sent.</summary>
    Pending,
    /// <summary>In a block that may still vanish.</summary>
    Mined,
    /// <summary>Deep enough.</summary>
    Confirmed,
    /// <summary>Refused by the contract, or on a chain that is gone; another one takes its place.</summary>
    Abandoned,
}

/// <summary>An anchor from the intent, written before anything is sent, to its confirmation.</summary>
public sealed class Anchor
{
    /// <summary>Transaction hash, 0x….</summary>
    public required string Transaction { get; init; }
    public required long TreeSize { get; init; }
    public required byte[] Root { get; init; }
    public required long ChainId { get; init; }
    public required string Genesis { get; init; }
    public required string Contract { get; init; }
    public required long Nonce { get; init; }
    public required byte[] Raw { get; init; }
    public required AnchorState State { get; set; }
    public long? Block { get; set; }
    public string? BlockHash { get; set; }
    public required DateTimeOffset SignedAt { get; init; }
    public DateTimeOffset? ConfirmedAt { get; set; }
}
