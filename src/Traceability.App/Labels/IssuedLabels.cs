using Microsoft.EntityFrameworkCore;
using Traceability.App.Data;
using Traceability.Domain;
using Traceability.Gs1.Identifiers;

namespace Traceability.App.Labels;

/// <summary>Whether a label was ever issued: a batch's address when any run of it was, a serial's only when a run made that serial.</summary>
public sealed class IssuedLabels(LabelKeys keys)
{
    public static Problem Unknown { get; } = new("label.unknown", ProblemKind.NotFound, "No label with this address was ever issued here.");

    /// <returns>Null for a label that was never issued; else whether its run holds, or was voided.</returns>
    public async Task<bool?> AreIssuedAsync(TraceDb db, Gtin gtin, LotNumber lot, SerialNumber? serial, CancellationToken ct)
    {
        var subject = Subject.Batch(gtin, lot);
        var runs = await db.LabelRuns.AsNoTracking().Where(r => r.Batch == subject).ToListAsync(ct);
        if (serial is { } asked)
            runs = runs.FindAll(r => r.SerialsRoot is not null && Made(r.Id, r.Count, asked));
        return runs.Count == 0 ? null : runs.Exists(r => !r.Voided);
    }

    private bool Made(Guid run, int count, SerialNumber serial)
    {
        using var codec = keys.ForRun(run);
        return codec.Number(serial, count) is not null;
    }
}
