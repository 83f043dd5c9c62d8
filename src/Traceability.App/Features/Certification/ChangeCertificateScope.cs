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
using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.App.Features.Certification;

/// <summary>The certifier says anew which products, bases and output a certificate covers.</summary>
public sealed record ChangeCertificateScope(IReadOnlyList<Gtin> Products, IReadOnlyList<Gln> Bases, decimal? AnnualOutputKg = null, DateTimeOffset? Occurred = null) : IRecordingCommand<MarkAnswer>
{
    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Certifier];

    /// <summary>From the address.</summary>
    [JsonInclude, JsonPropertyName("certificate")]
    public Guid Certificate { get; init; }
}

internal sealed class ChangeCertificateScopeValidator : AbstractValidator<ChangeCertificateScope>
{
    public ChangeCertificateScopeValidator()
    {
        RuleFor(c => c.Products).Products();
        RuleFor(c => c.Bases).Bases();
        RuleFor(c => c.AnnualOutputKg).Weight();
    }
}

internal sealed class ChangeCertificateScopeHandler(WriteSession session) : ICommandHandler<ChangeCertificateScope, Result<MarkAnswer>>
{
    public async ValueTask<Result<MarkAnswer>> Handle(ChangeCertificateScope command, CancellationToken cancellationToken)
    {
        if (session.Occurred(command.Occurred) is var time && time.Failed(out var occurred))
            return time.Problem;
        if (await session.FindAsync<Certificate>(Subject.Certificate(command.Certificate)) is not { } certificate)
            return CertificateProblems.UnknownCertificate;

        var scope = await CertificateScope.ReadAsync(session, command.Products, command.Bases, cancellationToken);
        if (scope.Failed(out var bases))
            return scope.Problem;
        var registered = await MarkFacts.ReadFirstAsync(session.Db, certificate.Subject, cancellationToken) as CertificateRegistered;
        var decided = certificate.ChangeScope(
            new CertificateScopeChanged
            {
                Certificate = certificate.Id,
                AnnualOutput = command.AnnualOutputKg is { } output ? Quantity.Kilograms(output) : null,
                Products = command.Products,
                Bases = command.Bases,
            },
            session.Actor.Member.Uscc,
            bases,
            registered?.Area());
        if (decided.Failed(out var fact))
            return decided.Problem;
        var receipt = await session.RecordAsync(fact, occurred);
        return receipt.Failed(out var recorded) ? receipt.Problem : new MarkAnswer(certificate.Id, [recorded]);
    }
}

public static class ChangeCertificateScopeRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand<ChangeCertificateScope, MarkAnswer>("/api/certificates/{id}/scope", location: null, (command, id) => command with { Certificate = id });
}
