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

/// <summary>The operator imports what is known of pesticides: names of active ingredients, bans and restrictions of their use, intervals of labels.</summary>
/// <param name="Edition">Which file this is.</param>
public sealed record ImportPesticides(string Edition, IReadOnlyList<PesticideRow> Pesticides) : IRecordingCommand<ReferenceAnswer>
{
    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Operator];
}

internal sealed class ImportPesticidesValidator : AbstractValidator<ImportPesticides>
{
    public ImportPesticidesValidator()
    {
        RuleFor(c => c.Edition).Text(100);
        RuleFor(c => c.Pesticides).Must(p => p.Count is > 0 and <= 5_000).WithErrorCode("reference.rows").WithMessage("A file has 1 to 5,000 rows.");
        RuleForEach(c => c.Pesticides).ChildRules(p =>
        {
            p.RuleFor(x => x.Ingredient).Name(60);
            p.RuleFor(x => x.Alias).Name(60);
            p.RuleFor(x => x.Notice).Name(200);
            p.RuleFor(x => x.Days).InclusiveBetween(0, 365).WithErrorCode("pesticide.days").WithMessage("An interval is 0 to 365 days.");
        });
    }
}

internal sealed class ImportPesticidesHandler(WriteSession session) : ICommandHandler<ImportPesticides, Result<ReferenceAnswer>>
{
    public async ValueTask<Result<ReferenceAnswer>> Handle(ImportPesticides command, CancellationToken cancellationToken)
    {
        var register = await session.FindAsync<Pesticides>(Subject.Pesticides) ?? new Pesticides();
        var decided = register.Import(new PesticidesImported
        {
            Edition = command.Edition,
            FileSha256 = Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(command.Pesticides, AppJson.Entries))),
            Count = command.Pesticides.Count,
            Rows = command.Pesticides,
        });
        if (decided.Failed(out var imported))
            return decided.Problem;
        var receipt = await session.RecordAsync(imported, session.Now);
        return receipt.Failed(out var recorded) ? receipt.Problem : new ReferenceAnswer(command.Pesticides.Count, [recorded]);
    }
}

public static class ImportPesticidesRoute
{
    private static readonly string[] Needed = ["kind", "ingredient"];
    private static readonly string[] Optional = ["alias", "crop", "from", "to", "days", "notice", "verify"];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand<ImportPesticides, ReferenceAnswer>("/api/pesticides", a => a.Receipts[0].StateUrl, largestBody: ImportLimitsRoute.LargestFile, file: new BodyFile<ImportPesticides>("text/csv", Read, ByLine));

    public static Result<ImportPesticides> Read(ReadOnlySpan<byte> file, string edition) =>
        ReferenceCsv.Read<PesticideRow>(file, Needed, Optional) is var read && read.Failed(out var rows) ? read.Problem : new ImportPesticides(edition, rows);

    /// <summary>A problem of a row named by its line in the file.</summary>
    public static Problem ByLine(Problem problem) => CsvTable.ByLine(problem, "pesticides");

    private static Result<ImportPesticides> Read(HttpContext http, byte[] file) =>
        http.Request.Query["edition"] is [{ Length: > 0 } edition] ? Read(file, edition) : ReferenceFileProblems.Edition;
}
