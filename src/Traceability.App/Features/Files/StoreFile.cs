using System.Text.Json.Serialization;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Routing;
using Traceability.App.Files;
using Traceability.App.Http;
using Traceability.App.Pipeline;
using Traceability.Domain.Values;
using Traceability.Domain;
using Traceability.Domain.Files;
using Traceability.Domain.Parties;

namespace Traceability.App.Features.Files;

/// <summary>Keeps a file that a fact will name by its SHA-256: a report, a certificate, the table of a logger. What no fact names within a day is forgotten.</summary>
/// <param name="Bytes">The file, at most 10 MiB; what it is, is told by its content.</param>
public sealed record StoreFile(byte[] Bytes) : IRestrictedCommand<FileAnswer>
{
    private readonly Lazy<FileHash> _hash = new(() => FileHash.Of(Bytes));

    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Inspector, Role.Certifier, Role.Logistics, Role.BrandManager, Role.Cooperative, Role.Supervisor];

    /// <summary>Worked out once, outside the transaction.</summary>
    [JsonIgnore]
    internal FileHash Hash => _hash.Value;
}

/// <param name="MediaType">What it is by its content.</param>
/// <param name="FileUrl">Where whoever sees a fact that names it can read it.</param>
public sealed record FileAnswer(string Sha256, string MediaType, int Length, string FileUrl);

internal sealed class StoreFileValidator : AbstractValidator<StoreFile>
{
    public StoreFileValidator()
    {
        RuleFor(c => c.Bytes).Must(b => b.Length <= FileKind.MostBytes).WithErrorCode("file.length").WithMessage("A file has at most 10 MiB.");
        RuleFor(c => c).Must(c => FileKind.Of(c.Bytes) is not null).OverridePropertyName("Bytes")
            .WithErrorCode("file.kind").WithMessage("By its content the file is no PDF, PNG or JPEG, and no table in UTF-8 without formulas.");
    }
}

internal sealed class StoreFileHandler(WriteSession session) : ICommandHandler<StoreFile, Result<FileAnswer>>
{
    public ValueTask<Result<FileAnswer>> Handle(StoreFile command, CancellationToken cancellationToken)
    {
        var kind = FileKind.Of(command.Bytes)!;
        return ValueTask.FromResult<Result<FileAnswer>>(StoredFiles.Store(session, command.Hash, kind, command.Bytes) is { } problem
            ? problem
            : new FileAnswer(command.Hash.ToString(), kind.MediaType, command.Bytes.Length, GetFileRoute.Of(command.Hash)));
    }
}

public static class StoreFileRoute
{
    private const string AnyBytes = "application/octet-stream";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand<StoreFile, FileAnswer>(
            "/api/files", a => a.FileUrl, largestBody: FileKind.MostBytes, file: new BodyFile<StoreFile>(AnyBytes, (_, bytes) => new StoreFile(bytes), problem => problem));
}
