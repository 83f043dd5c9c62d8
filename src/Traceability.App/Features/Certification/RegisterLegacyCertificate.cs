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

/// <summary>A certifier enters a pollution-free certificate of the past, to be read: the scheme has ended and gives no mark.</summary>
public sealed record RegisterLegacyCertificate(
    string Number,
    UnifiedSocialCreditCode Holder,
    DateOnly ValidFrom,
    DateOnly ValidTo,
    IReadOnlyList<Gtin> Products,
    IReadOnlyList<Gln> Bases,
    FileHash? FileSha256 = null,
    DateTimeOffset? Occurred = null) : IRecordingCommand<MarkAnswer>
{
    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Certifier];
}

internal sealed class RegisterLegacyCertificateValidator : AbstractValidator<RegisterLegacyCertificate>
{
    public RegisterLegacyCertificateValidator()
    {
        RuleFor(c => c.Products).Products();
        RuleFor(c => c.Bases).Bases();
    }
}

internal sealed class RegisterLegacyCertificateHandler(WriteSession session, Scopes scopes) : ICommandHandler<RegisterLegacyCertificate, Result<MarkAnswer>>
{
    public async ValueTask<Result<MarkAnswer>> Handle(RegisterLegacyCertificate command, CancellationToken cancellationToken)
    {
        if (session.Occurred(command.Occurred) is var time && time.Failed(out var occurred))
            return time.Problem;
        if (command.FileSha256 is { } file && StoredFiles.WhyNotName(session, file, "fileSha256") is { } unstored)
            return unstored;
        if (await session.FindAsync<Organisation>(Subject.Organisation(command.Holder)) is null)
            return CertificateProblems.UnknownHolder(command.Holder.ToString());
        if (await session.Db.Certificates.AnyAsync(c => c.Scheme == CertificateScheme.PollutionFree && c.Number == command.Number, cancellationToken))
            return CertificateProblems.Exists(command.Number);
        var scope = await CertificateScope.ReadAsync(session, command.Products, command.Bases, cancellationToken);
        if (scope.Failed(out var bases))
            return scope.Problem;

        var decided = Certificate.Register(
            new CertificateRegistered
            {
                Certificate = session.NewId(),
                Scheme = CertificateScheme.PollutionFree,
                Number = command.Number,
                Holder = command.Holder,
                ValidFrom = command.ValidFrom,
                ValidTo = command.ValidTo,
                FileSha256 = command.FileSha256,
                Products = command.Products,
                Bases = command.Bases,
            },
            bases,
            scopes.Today);
        if (decided.Failed(out var registered))
            return decided.Problem;
        var receipt = await session.RecordAsync(registered, occurred);
        return receipt.Failed(out var recorded) ? receipt.Problem : new MarkAnswer(registered.Certificate, [recorded]);
    }
}

public static class RegisterLegacyCertificateRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand<RegisterLegacyCertificate, MarkAnswer>("/api/certificates/legacy", a => $"/api/certificates/{a.Id}");
}
