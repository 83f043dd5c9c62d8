using System.Text.Json.Serialization;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Routing;
using Traceability.App.Files;
using Traceability.App.Http;
using Traceability.App.Marks;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Certification;
using Traceability.Domain.Parties;
using Traceability.Domain.Values;

namespace Traceability.App.Features.Certification;

/// <summary>The certifier gives a certificate another term, which follows the present one without a day between.</summary>
/// <param name="ValidTo">The last day from now on.</param>
/// <param name="FileSha256">The new certificate's image or file.</param>
public sealed record RenewCertificate(DateOnly ValidTo, FileHash? FileSha256 = null, DateTimeOffset? Occurred = null) : IRecordingCommand<MarkAnswer>
{
    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Certifier];

    /// <summary>From the address.</summary>
    [JsonInclude, JsonPropertyName("certificate")]
    public Guid Certificate { get; init; }
}

internal sealed class RenewCertificateValidator : AbstractValidator<RenewCertificate>
{
    public RenewCertificateValidator() => RuleFor(c => c.ValidTo).LessThan(new DateOnly(2200, 1, 1)).WithErrorCode("certificate.far").WithMessage("No certificate is valid for so long.");
}

internal sealed class RenewCertificateHandler(WriteSession session) : ICommandHandler<RenewCertificate, Result<MarkAnswer>>
{
    public async ValueTask<Result<MarkAnswer>> Handle(RenewCertificate command, CancellationToken cancellationToken)
    {
        if (session.Occurred(command.Occurred) is var time && time.Failed(out var occurred))
            return time.Problem;
        if (await session.FindAsync<Certificate>(Subject.Certificate(command.Certificate)) is not { } certificate)
            return CertificateProblems.UnknownCertificate;

        if (command.FileSha256 is { } file && StoredFiles.WhyNotName(session, file, "fileSha256") is { } unstored)
            return unstored;
        var decided = certificate.Renew(command.ValidTo, command.FileSha256, session.Actor.Member.Uscc);
        if (decided.Failed(out var fact))
            return decided.Problem;
        var receipt = await session.RecordAsync(fact, occurred);
        return receipt.Failed(out var recorded) ? receipt.Problem : new MarkAnswer(certificate.Id, [recorded]);
    }
}

public static class RenewCertificateRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand<RenewCertificate, MarkAnswer>("/api/certificates/{id}/renewal", location: null, (command, id) => command with { Certificate = id });
}
