using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Traceability.App.Http;
using Traceability.App.Json;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Parties;
using Traceability.Domain.Places;

namespace Traceability.App.Features.Supervision;

/// <summary>
/// The operator imports the register of administrative divisions (GB/T 2260 and below): the places that pages show, and the tree by
/// which supervisors see and act.
/// </summary>
public sealed record ImportRegions(string Edition, IReadOnlyList<RegionRow> Regions) : IRecordingCommand<RegionsAnswer>
{
    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Operator];
}

public sealed record RegionsAnswer(int Count, IReadOnlyList<Receipt> Receipts);

internal sealed class ImportRegionsValidator : AbstractValidator<ImportRegions>
{
    private const string NoFormula = "A region's name begins with a letter or digit: whoever opens it in a spreadsheet finds a name there, not a formula.";

    public ImportRegionsValidator()
    {
        RuleFor(c => c.Edition).Text(100);
        RuleFor(c => c.Regions).Must(r => r.Count is > 0 and <= 50_000 && r.DistinctBy(x => x.Code).Count() == r.Count)
            .WithErrorCode("regions.rows").WithMessage("The register has 1 to 50,000 divisions, each once.");
        RuleForEach(c => c.Regions).ChildRules(r =>
        {
            r.RuleFor(x => x.Name).Text(60).Must(BeginsAsAName).WithErrorCode("regions.name").WithMessage(NoFormula);
            r.RuleFor(x => x.Centre).Must(IsOnTheGlobe).WithErrorCode("regions.centre").WithMessage("A point has a longitude from -180 to 180 and a latitude from -90 to 90, with at most three decimals.");
            r.RuleFor(x => x.NameEn).Text(100).Must(BeginsAsAName).WithErrorCode("regions.name").WithMessage(NoFormula);
        });
    }

    private static bool IsOnTheGlobe(Coordinate? at) =>
        at is null || (decimal.Abs(at.Longitude) <= 180 && decimal.Abs(at.Latitude) <= 90 && decimal.Round(at.Longitude, 3) == at.Longitude && decimal.Round(at.Latitude, 3) == at.Latitude);

    private static bool BeginsAsAName(string? name) => name is not { Length: > 0 } || (Rune.DecodeFromUtf16(name, out var first, out _) == OperationStatus.Done && Rune.IsLetterOrDigit(first));
}

internal sealed class ImportRegionsHandler(WriteSession session) : ICommandHandler<ImportRegions, Result<RegionsAnswer>>
{
    public async ValueTask<Result<RegionsAnswer>> Handle(ImportRegions command, CancellationToken cancellationToken)
    {
        var register = await session.FindAsync<Regions>(Subject.Regions) ?? new Regions();
        var decided = register.Import(new RegionsImported
        {
            Edition = command.Edition,
            FileSha256 = Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(command.Regions, AppJson.Entries))),
            Count = command.Regions.Count,
            Rows = command.Regions,
        });
        if (decided.Failed(out var imported))
            return decided.Problem;
        var receipt = await session.RecordAsync(imported, session.Now);
        return receipt.Failed(out var recorded) ? receipt.Problem : new RegionsAnswer(command.Regions.Count, [recorded]);
    }
}

public static class ImportRegionsRoute
{
    public const int LargestFile = 8 * 1024 * 1024;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand<ImportRegions, RegionsAnswer>("/api/regions", a => a.Receipts[0].StateUrl, largestBody: LargestFile, file: new BodyFile<ImportRegions>("text/csv", Read, RegionsCsv.ByLine));

    private static Result<ImportRegions> Read(HttpContext http, byte[] file)
    {
        if (http.Request.Query["edition"] is not [{ Length: > 0 } edition])
            return RegionFileProblems.Edition;
        var read = RegionsCsv.Read(file);
        return read.Failed(out var rows) ? read.Problem : new ImportRegions(edition, rows);
    }
}
