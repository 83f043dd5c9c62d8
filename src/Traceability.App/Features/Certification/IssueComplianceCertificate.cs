using System.Text.Json.Serialization;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Traceability.App.Access;
using Traceability.App.Http;
using Traceability.App.Marks;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Batches;
using Traceability.Domain.Certification;
using Traceability.Domain.Labels;
using Traceability.Domain.Parties;
using Traceability.Domain.Places;
using Traceability.Domain.Values;

namespace Traceability.App.Features.Certification;

/// <summary>Who grew a batch, or purchased and mixed it, promises that it complies (承诺达标合格证, order 4/2025).</summary>
/// <param name="Form">Form 1 of the order is the producer's, form 2 the purchaser's.</param>
/// <param name="Basis">What the promise rests on, one or more.</param>
public sealed record IssueComplianceCertificate(ComplianceForm Form, IReadOnlyList<ComplianceBasis> Basis, DateTimeOffset? Occurred = null) : IRecordingCommand<MarkAnswer>
{
    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Cooperative, Role.Processor, Role.Warehouse, Role.Seller];

    /// <summary>From the address.</summary>
    [JsonInclude, JsonPropertyName("batch")]
    public Guid Batch { get; init; }
}

internal sealed class IssueComplianceCertificateValidator : AbstractValidator<IssueComplianceCertificate>
{
    public IssueComplianceCertificateValidator() =>
        RuleFor(c => c.Basis).Must(b => b.Count is > 0 and <= 3 && b.Distinct().Count() == b.Count)
            .WithErrorCode("compliance.basis").WithMessage("A promise rests on one to three bases, none of them twice.");
}

internal sealed class IssueComplianceCertificateHandler(WriteSession session, Scopes scopes) : ICommandHandler<IssueComplianceCertificate, Result<MarkAnswer>>
{
    public async ValueTask<Result<MarkAnswer>> Handle(IssueComplianceCertificate command, CancellationToken cancellationToken)
    {
        var mine = session.Actor.Member.Uscc;
        if (session.Occurred(command.Occurred) is var time && time.Failed(out var occurred))
            return time.Problem;
        if (await scopes.On(session.Db).FindBatchAsync(command.Batch, cancellationToken) is not { } batch)
            return BatchProblems.Unknown("id");
        if (batch.HeldBy(mine) is null)
            return BatchProblems.NotYours(batch.Subject);
        if (batch.MadeAt > occurred)
            return BatchProblems.BeforeInput(batch.Subject);
        if (await session.Db.Certificates.AnyAsync(c => c.Batch == batch.Subject && c.Holder == mine, cancellationToken))
            return CertificateProblems.ComplianceExists(batch.Subject);

        var origins = await BatchOrigins.ReadAsync(session.Db, batch.Subject, cancellationToken);
        if (await WhyNotAsync(command.Form, batch, origins, cancellationToken) is { } problem)
            return problem;
        var places = new List<RegionCode>();
        foreach (var gln in origins.Select(o => o.Base).Distinct())
            places.Add(CountyOf((await session.FindAsync<Base>(Subject.Base(gln)))!.Region));
        var declared = new ComplianceDeclared
        {
            Certificate = session.NewId(),
            Gtin = batch.Gtin,
            Lot = batch.Lot,
            Form = command.Form,
            Basis = command.Basis,
            Quantity = Quantity.Create(batch.Quantity, batch.Unit),
            Places = [.. places.Distinct()],
            Declarer = mine,
        };
        var receipt = await session.RecordAsync(declared, occurred);
        return receipt.Failed(out var recorded) ? receipt.Problem : new MarkAnswer(declared.Certificate, [recorded]);
    }

    /// <summary>Who grew all of it promises as producer; who mixes in what others grew needs the promise of each of them.</summary>
    private async ValueTask<Problem?> WhyNotAsync(ComplianceForm form, Batch batch, IReadOnlyList<Origin> origins, CancellationToken ct)
    {
        var others = origins.Select(o => o.Producer).Where(p => p != session.Actor.Member.Uscc).Distinct().ToList();
        if (form == ComplianceForm.Producer)
            return others.Count > 0 ? CertificateProblems.ComplianceNotProducers(others[0]) : null;
        if (others.Count == 0)
            return CertificateProblems.ComplianceNotPurchasers;
        var chain = await Entries.Lineage.UpAsync(session.Db, [batch.Subject], ct);
        var promised = await session.Db.Certificates.Where(c => c.Batch != null && chain.Contains(c.Batch)).Select(c => c.Holder).ToListAsync(ct);
        return others.Except(promised).Select(p => CertificateProblems.ComplianceMissing(p)).FirstOrDefault();
    }

    private static RegionCode CountyOf(RegionCode region)
    {
        while (region.Level > RegionLevel.County)
            region = region.Parent!.Value;
        return region;
    }
}

public static class IssueComplianceCertificateRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand<IssueComplianceCertificate, MarkAnswer>(
            "/api/batches/{id}/compliance-certificates", a => $"/api/certificates/{a.Id}", (command, id) => command with { Batch = id });
}
