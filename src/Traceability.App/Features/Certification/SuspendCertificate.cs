using System.Text.Json.Serialization;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Routing;
using Traceability.App.Http;
using Traceability.App.Marks;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Certification;
using Traceability.Domain.Parties;

namespace Traceability.App.Features.Certification;

/// <summary>The certifier takes the effect of a certificate for the time being.</summary>
/// <param name="Reason">For everybody to read.</param>
public sealed record SuspendCertificate(string Reason, DateTimeOffset? Occurred = null) : IRecordingCommand<MarkAnswer>
{
    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Certifier];

    /// <summary>From the address.</summary>
    [JsonInclude, JsonPropertyName("certificate")]
    public Guid Certificate { get; init; }
}

internal sealed class SuspendCertificateValidator : AbstractValidator<SuspendCertificate>
{
    public SuspendCertificateValidator() => RuleFor(c => c.Reason).Reason();
}

internal sealed class SuspendCertificateHandler(WriteSession session) : ICommandHandler<SuspendCertificate, Result<MarkAnswer>>
{
    public async ValueTask<Result<MarkAnswer>> Handle(SuspendCertificate command, CancellationToken cancellationToken)
    {
        if (session.Occurred(command.Occurred) is var time && time.Failed(out var occurred))
            return time.Problem;
        if (await session.FindAsync<Certificate>(Subject.Certificate(command.Certificate)) is not { } certificate)
            return CertificateProblems.UnknownCertificate;

        var decided = certificate.Suspend(command.Reason, session.Actor.Member.Uscc, DateOnly.FromDateTime(occurred.DateTime));
        if (decided.Failed(out var fact))
            return decided.Problem;
        var receipt = await session.RecordAsync(fact, occurred);
        return receipt.Failed(out var recorded) ? receipt.Problem : new MarkAnswer(certificate.Id, [recorded]);
    }
}

public static class SuspendCertificateRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand<SuspendCertificate, MarkAnswer>("/api/certificates/{id}/suspension", location: null, (command, id) => command with { Certificate = id });
}
