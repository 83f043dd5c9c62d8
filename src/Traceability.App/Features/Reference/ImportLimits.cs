using System.Security.Cryptography;
using System.Text.Json;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Traceability.App.Files;
using Traceability.App.Http;
using Traceability.App.Json;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Parties;
using Traceability.Domain.Reference;

namespace Traceability.App.Features.Reference;

/// <summary>
/// The operator imports limits of residues and contaminants. A new edition stands beside the old one: a result is judged by what was
/// in force on the day of its sampling.
/// </summary>
/// <param name="Edition">Which file this is.</param>
public sealed record ImportLimits(string Edition, IReadOnlyList<LimitRow> Limits) : IRecordingCommand<ReferenceAnswer>
{
    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Operator];
}

public sealed record ReferenceAnswer(int Count, IReadOnlyList<Receipt> Receipts);

internal sealed class ImportLimitsValidator : AbstractValidator<ImportLimits>
{
    public ImportLimitsValidator()
    {
        RuleFor(c => c.Edition).Text(100);
        RuleFor(c => c.Limits).Must(l => l.Count is > 0 and <= 5_000).WithErrorCode("reference.rows").WithMessage("A file has 1 to 5,000 rows.");
        RuleForEach(c => c.Limits).ChildRules(l =>
        {
            l.RuleFor(x => x.Standard).Name(40);
            l.RuleFor(x => x.Edition).Name(20);
            l.RuleFor(x => x.Analyte).Name(60);
            l.RuleFor(x => x.AnalyteEn).Name(60);
            l.RuleFor(x => x.Unit).Name(20, formula: true);
            l.RuleFor(x => x.Source).Name(200);
            l.RuleFor(x => x.Value).Must(v => v is >= 0 and <= 1_000_000 && decimal.Round(v, 6) == v)
                .WithErrorCode("limit.value").WithMessage("A limit is 0 to 1,000,000 with at most six decimals.");
            l.RuleFor(x => x.Methods).Name(200);
        });
    }
}

internal sealed class ImportLimitsHandler(WriteSession session) : ICommandHandler<ImportLimits, Result<ReferenceAnswer>>
{
    public async ValueTask<Result<ReferenceAnswer>> Handle(ImportLimits command, CancellationToken cancellationToken)
    {
        var register = await session.FindAsync<Limits>(Subject.Limits) ?? new Limits();
        var decided = register.Import(new LimitsImported
        {
            Edition = command.Edition,
            FileSha256 = Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(command.Limits, AppJson.Entries))),
            Count = command.Limits.Count,
            Rows = command.Limits,
        });
        if (decided.Failed(out var imported))
            return decided.Problem;
        var receipt = await session.RecordAsync(imported, session.Now);
        return receipt.Failed(out var recorded) ? receipt.Problem : new ReferenceAnswer(command.Limits.Count, [recorded]);
    }
}

public static class ImportLimitsRoute
{
    public const int LargestFile = 4 * 1024 * 1024;

    private static readonly string[] Needed = ["standard", "edition", "validFrom", "foodClass", "analyte", "value", "unit", "source"];
    private static readonly string[] Optional = ["validTo", "analyteEn", "methods", "basis", "exclusive", "verify"];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand<ImportLimits, ReferenceAnswer>("/api/limits", a => a.Receipts[0].StateUrl, largestBody: LargestFile, file: new BodyFile<ImportLimits>("text/csv", Read, ByLine));

    public static Result<ImportLimits> Read(ReadOnlySpan<byte> file, string edition) =>
        ReferenceCsv.Read<LimitRow>(file, Needed, Optional) is var read && read.Failed(out var rows) ? read.Problem : new ImportLimits(edition, rows);

    /// <summary>A problem of a row named by its line in the file.</summary>
    public static Problem ByLine(Problem problem) => CsvTable.ByLine(problem, "limits");

    private static Result<ImportLimits> Read(HttpContext http, byte[] file) =>
        http.Request.Query["edition"] is [{ Length: > 0 } edition] ? Read(file, edition) : ReferenceFileProblems.Edition;
}
