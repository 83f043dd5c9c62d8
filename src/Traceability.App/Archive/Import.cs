using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Traceability.App.Data;
using Traceability.App.Files;
using Traceability.App.Sequencing;
using Traceability.Ledger;

namespace Traceability.App.Archive;

/// <summary>What an import made of the deployment.</summary>
/// <param name="ContinuesLog">Whether it is the same log, with its key; else the same entries begin a log of this deployment's own.</param>
public sealed record Imported(ExportHeader Header, bool ContinuesLog);

/// <summary>
/// Records the entries of an export unchanged in an empty database and makes everything else from them. Each is checked: bytes, place,
/// commitments, versions; and all of them against the signed checkpoint. Kept whole or not at all.
/// </summary>
/// <param name="log">This deployment's own name and key.</param>
public sealed class Import(IWriteLane lane, LogIdentity log)
{
    /// <exception cref="FoundWrongException">The export is not what it should be.</exception>
    /// <exception cref="NotDoneException">It cannot go in here.</exception>
    public async Task<Imported> RunAsync(Stream file, CancellationToken ct)
    {
        var lines = new LineReader(file, part: "");
        ExportHeader header;
        using (var first = await lines.ReadAsync(ct) ?? throw new FoundWrongException("The file is empty."))
            header = ExportHeader.Read(first.RootElement, lines);
        var root = Signed(header, lines);
        if (header.IsPublic)
            throw new NotDoneException("A public export lacks what only some may know, and no deployment can be made from it. Import a whole one.");
        var continues = header.Key.Equals(log.VerifierKey);
        if (!continues && header.Origin == log.Origin)
            throw new NotDoneException($"The export is of the log {header.Origin}, whose key is not here. Bring back its key file and Keys__Encryption, or begin a log of another name: set Ledger__Origin.");

        await Filling.BeginAsync(lane, "import", ct);
        try
        {
            await lane.RunAsync(
                async connection =>
                {
                    await FillAsync(connection, lines, header, root, continues, ct);
                    return (true, Keep: true);
                },
                ct);
        }
        catch
        {
            await Filling.AbandonAsync(lane, CancellationToken.None);
            throw;
        }

        return new Imported(header, continues);
    }

    private static MerkleHash Signed(ExportHeader header, LineReader lines)
    {
        if (header is { Size: 0, Checkpoint: null })
            return MerkleHashing.EmptyRoot;
        return header.Key.TryOpen(header.Checkpoint, out var checkpoint) && checkpoint.Size == header.Size
            ? checkpoint.Root
            : throw lines.Wrong("its checkpoint was not signed by its key, or is of another size.");
    }

    private async Task FillAsync(WriteConnection connection, LineReader lines, ExportHeader header, MerkleHash signed, bool continues, CancellationToken ct)
    {
        await using var refill = new Refill(connection, isLog: continues);
        long entries = 0;
        for (; entries < header.Entries && await lines.ReadAsync(ct) is { } line; entries++)
        {
            using (line)
                await refill.AddAsync(EntryLines.Read(line.RootElement, lines), lines, ct);
        }

        await using var db = connection.NewContext();
        await new TableLines(db.Model.FindEntityType(typeof(VaultFile))!).InsertAsync(connection.Prepared.Connection, lines, _ => true, ct);
        if (StoredFiles.Wrong(connection.Prepared).FirstOrDefault() is { } wrong)
            throw new FoundWrongException(wrong);

        var (size, root) = await refill.FinishAsync(ct);
        if (entries != header.Entries || size != header.Size)
            throw new FoundWrongException(string.Create(CultureInfo.InvariantCulture, $"The export says {header.Entries} entries, {header.Size} of them in the log, and has {entries} and {size}: it is cut off, or lines were added."));
        if (root != signed)
            throw new FoundWrongException("The entries do not give the root that the export's checkpoint signs.");

        var files = await db.Files.LongCountAsync(ct);
        if (files != header.Files)
            throw new FoundWrongException(string.Create(CultureInfo.InvariantCulture, $"The export says {header.Files} files and has {files}: it is cut off, or lines were added."));

        if (continues && size > 0)
        {
            db.Add(new LogCheckpoint { Size = size, Root = root.ToArray(), Note = header.Checkpoint!, SignedAt = header.SignedAt ?? throw new FoundWrongException("line 1: its signedAt is missing.") });
            db.Add(new LogHead { Size = size, Root = root.ToArray(), Epoch = 0, Holder = log.Node });
            RestoredMark.Set(connection.Prepared, size);
        }

        db.Add(new DeploymentValue { Name = DeploymentValue.LedgerOrigin, Value = log.Origin });
        db.Add(new DeploymentValue { Name = DeploymentValue.LogVerifierKey, Value = log.VerifierKey.ToString() });
        await db.SaveChangesAsync(ct);
        Filling.End(connection);
    }
}
