using System.Text;
using Mediator;
using Microsoft.AspNetCore.Mvc;
using Traceability.App.Access;
using Traceability.App.Features.Files;
using Traceability.App.Features.Logistics;
using Traceability.App.Pipeline;
using Traceability.Domain.Files;
using Traceability.Domain.Parties;
using Traceability.Domain.Values;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Forms;

namespace Traceability.Web.Pages.Shipments;

/// <summary>What a logger read during a leg: its own file, or lines that are pasted. The file is kept where who sends it may keep files.</summary>
[MayUse(Role.Cooperative, Role.Processor, Role.Warehouse, Role.Logistics, Role.Seller)]
[RequestSizeLimit(FileKind.MostBytes + 256 * 1024)]
public sealed class ReadingsModel(ISender sender, IdempotencyContext idempotency, ActorContext actors, DeploymentNotice notice) : ShipmentPage(
    sender, "file", "readings", "targetMinCelsius", "targetMaxCelsius")
{
    /// <summary>Ample for as many readings as a recording has.</summary>
    public const int MostText = 60_000;

    [BindProperty(SupportsGet = true, Name = "leg")]
    public Guid LegId { get; set; }

    public ShipmentLegView Leg { get; private set; } = null!;

    /// <summary>The first lines that cannot be read.</summary>
    public IReadOnlyList<BadLine> Bad { get; private set; } = [];

    public bool AsksRange => Form.Typed("targetMinCelsius").Length + Form.Typed("targetMaxCelsius").Length > 0 || Form.TryGetProblem("targetMinCelsius", out _) || Form.TryGetProblem("targetMaxCelsius", out _);

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken) => await TryLoadLegAsync(id, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, IFormFile? file, CancellationToken cancellationToken)
    {
        if (!await TryLoadLegAsync(id, cancellationToken))
            return NotFound();
        var bytes = file is { Length: > 0 } ? await ReadAsync(file, cancellationToken) : null;
        if (bytes is not null && FileKind.Of(bytes) != FileKind.Table)
        {
            Form.Refuse(FormProblems.NoTable("file"));
            return Refuse();
        }

        // What the file says stands in the field afterwards, to be put right there.
        if (bytes is not null)
            Form.Fill("readings", Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF'));
        var read = ReadingLines.Read(Form.Required("readings"), notice.TimeZone);
        if (Form.Typed("readings").Length > MostText)
            Form.Fill("readings", Form.Typed("readings")[..MostText]);
        Bad = read.Bad;
        if (Bad.Count > 0)
            Form.Refuse(FormProblems.BadLines("readings"));
        var (low, high) = (Form.NumberOrNone("targetMinCelsius"), Form.NumberOrNone("targetMaxCelsius"));
        if (Form.Refused)
            return Refuse();
        FileHash? kept = null;
        if (bytes is not null && StoreFile.AllowedTo.Any(actors.Actor!.Has))
        {
            if ((await Sender.Send(new StoreFile(bytes), cancellationToken)) is var stored && stored.Failed(out var answer))
                return Refuse(stored.Problem.On("file"));
            kept = FileHash.Parse(answer.Sha256);
        }

        idempotency.Key = Form.Once;
        var recorded = await Sender.Send(new RecordTemperature(LegId, read.Readings, low, high, kept) { Shipment = id }, cancellationToken);
        if (recorded.Failed(out var temperature))
            return Refuse(recorded.Problem.Field?.StartsWith("readings", StringComparison.Ordinal) == true ? recorded.Problem.On("readings") : recorded.Problem);
        if (temperature.Breaches.Count > 0)
            TempData.Say("readings-breach");
        else
            TempData.Say("readings");
        return LocalRedirect(Path);
    }

    private static async Task<byte[]> ReadAsync(IFormFile file, CancellationToken ct)
    {
        using var content = new MemoryStream();
        await file.CopyToAsync(content, ct);
        return content.ToArray();
    }

    private async ValueTask<bool> TryLoadLegAsync(Guid id, CancellationToken ct)
    {
        if (!await TryLoadAsync(id, ct) || Shipment.Legs.FirstOrDefault(l => l.Leg == LegId) is not { } leg)
            return false;
        Leg = leg;
        return true;
    }
}
