using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Traceability.App.Access;
using Traceability.App.Files;
using Traceability.App.Http;
using Traceability.App.Marks;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Certification;
using Traceability.Domain.Parties;
using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.App.Features.Certification;

/// <summary>A certifier enters a certificate that is or was valid: green food, organic, a geographical indication.</summary>
/// <param name="Number">In the form of its scheme.</param>
/// <param name="Holder">Whose produce it vouches for.</param>
/// <param name="Products">The trade item numbers that may carry its mark.</param>
/// <param name="Bases">Location numbers of the holder's bases that it covers.</param>
/// <param name="AnnualOutputKg">What may be labelled with it in each year of its term.</param>
/// <param name="EnterpriseCode">Of a green food enterprise.</param>
/// <param name="Announcement">By which a geographical indication was protected.</param>
/// <param name="Area">Where a geographical indication is protected.</param>
/// <param name="FileSha256">The certificate's image or file.</param>
public sealed record RegisterCertificate(
    CertificateScheme Scheme,
    string Number,
    UnifiedSocialCreditCode Holder,
    DateOnly ValidFrom,
    DateOnly ValidTo,
    IReadOnlyList<Gtin> Products,
    IReadOnlyList<Gln> Bases,
    decimal? AnnualOutputKg = null,
    GreenFoodEnterpriseCode? EnterpriseCode = null,
    string? Announcement = null,
    ProtectedArea? Area = null,
    FileHash? FileSha256 = null,
    DateTimeOffset? Occurred = null) : IRecordingCommand<MarkAnswer>
{
    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Certifier];
}

internal sealed class RegisterCertificateValidator : AbstractValidator<RegisterCertificate>
{
    public RegisterCertificateValidator()
    {
        RuleFor(c => c.Products).Products();
        RuleFor(c => c.Bases).Bases();
        RuleFor(c => c.AnnualOutputKg).Weight();
        RuleFor(c => c.Announcement).Text(200);
        RuleFor(c => c.Area!.Townships).Must(t => t.Count is > 0 and <= 100).When(c => c.Area is not null)
            .WithErrorCode("certificate.townships").WithMessage("A protected area has 1 to 100 townships.");
    }
}

internal sealed class RegisterCertificateHandler(WriteSession session, Scopes scopes) : ICommandHandler<RegisterCertificate, Result<MarkAnswer>>
{
    public async ValueTask<Result<MarkAnswer>> Handle(RegisterCertificate command, CancellationToken cancellationToken)
    {
        if (session.Occurred(command.Occurred) is var time && time.Failed(out var occurred))
            return time.Problem;
        if (command.Scheme == CertificateScheme.PollutionFree)
            return CertificateProblems.NotRegistered;
        if (command.FileSha256 is { } file && StoredFiles.WhyNotName(session, file, "fileSha256") is { } unstored)
            return unstored;
        if (await session.FindAsync<Organisation>(Subject.Organisation(command.Holder)) is null)
            return CertificateProblems.UnknownHolder(command.Holder.ToString());
        if (await session.Db.Certificates.AnyAsync(c => c.Scheme == command.Scheme && c.Number == command.Number, cancellationToken))
            return CertificateProblems.Exists(command.Number);
        var scope = await CertificateScope.ReadAsync(session, command.Products, command.Bases, cancellationToken);
        if (scope.Failed(out var bases))
            return scope.Problem;

        var decided = Certificate.Register(
            new CertificateRegistered
            {
                Certificate = session.NewId(),
                Scheme = command.Scheme,
                Number = command.Number,
                Holder = command.Holder,
                ValidFrom = command.ValidFrom,
                ValidTo = command.ValidTo,
                AnnualOutput = command.AnnualOutputKg is { } output ? Quantity.Kilograms(output) : null,
                EnterpriseCode = command.EnterpriseCode,
                FileSha256 = command.FileSha256,
                Products = command.Products,
                Bases = command.Bases,
                Announcement = command.Announcement,
                Townships = command.Area?.Townships,
                Box = command.Area?.Box,
            },
            bases,
            scopes.Today);
        if (decided.Failed(out var registered))
            return decided.Problem;
        var receipt = await session.RecordAsync(registered, occurred);
        return receipt.Failed(out var recorded) ? receipt.Problem : new MarkAnswer(registered.Certificate, [recorded]);
    }
}

public static class RegisterCertificateRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand<RegisterCertificate, MarkAnswer>("/api/certificates", a => $"/api/certificates/{a.Id}");
}
