using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Traceability.App.Data;
using Traceability.App.Replay;

namespace Traceability.App.Archive;

/// <summary>What a backup says of itself. It is sealed: whoever has not the deployment's encrypting key can change no byte of any part unseen.</summary>
/// <param name="Origin">The log's name.</param>
/// <param name="Key">The log's verifier key.</param>
/// <param name="Size">Entries in the log; others may wait for their place.</param>
/// <param name="Root">The tree's root, lower hexadecimal.</param>
/// <param name="Checkpoint">The signed checkpoint of that tree; null before the first.</param>
/// <param name="Entries">Entries of the part <c>entries.jsonl</c>.</param>
public sealed record BackupManifest(
    string Format, DateTimeOffset Taken, string Origin, string Key, long Size, string Root, string? Checkpoint, long Entries, IReadOnlyList<BackupPart> Parts)
{
    public const string CurrentFormat = "traceability-backup/v1";

    public const string FileName = "manifest.json";
    public const string SealName = "manifest.hmac";
    public const string EntriesName = "entries.jsonl";
    public const string KeyFolder = "keys/";

    internal const string FilesTable = "vault_file";

    internal static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        PropertyNameCaseInsensitive = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public static string NameOf(string table) => $"tables/{table}.jsonl";

    /// <summary>
    /// The tables whose rows are kept as they are, what others refer to first. Entries, their payloads and their places have a part of
    /// their own; tiles and derived tables are made again from them.
    /// </summary>
    internal static IReadOnlyList<TableLines> TablesOf(IModel model)
    {
        var left = model.GetEntityTypes().Where(IsKept).OrderBy(entity => entity.GetTableName(), StringComparer.Ordinal).ToList();
        var ordered = new List<TableLines>();
        while (left.Count > 0)
        {
            var next = left.First(entity => !entity.GetForeignKeys().Any(key => key.PrincipalEntityType != entity && left.Contains(key.PrincipalEntityType)));
            left.Remove(next);
            ordered.Add(new TableLines(next));
        }

        return ordered;
    }

    private static bool IsKept(IEntityType entity) => DerivedTables.KindOf(entity) switch
    {
        TableKind.Operational => true,
        TableKind.Vault => entity.ClrType == typeof(VaultFile),
        TableKind.Log => entity.ClrType == typeof(LogCheckpoint) || entity.ClrType == typeof(LogHead),
        _ => false,
    };
}

/// <summary>One part of a backup.</summary>
/// <param name="Bytes">Its length before packing.</param>
/// <param name="Sha256">Of the same, lower hexadecimal.</param>
public sealed partial record BackupPart(string Name, long Bytes, string Sha256)
{
    /// <summary>The name of the key file, where the part is one.</summary>
    [JsonIgnore]
    public string? KeyFile => KeyName().IsMatch(Name) ? Name[BackupManifest.KeyFolder.Length..] : null;

    /// <summary>Whether a part of a backup may have this name; the manifest and its seal are parts too.</summary>
    internal static bool IsName(string name) => name is BackupManifest.FileName or BackupManifest.SealName or BackupManifest.EntriesName || TableName().IsMatch(name) || KeyName().IsMatch(name);

    [GeneratedRegex(@"^tables/[a-z_]{1,60}\.jsonl\z", RegexOptions.None, 1000)]
    private static partial Regex TableName();

    [GeneratedRegex(@"^keys/([a-z]{1,20}\.key|development-only\.encryption)\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex KeyName();
}
