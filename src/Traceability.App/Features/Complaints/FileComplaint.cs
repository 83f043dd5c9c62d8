using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Traceability.App.Access;
using Traceability.App.Data;
using Traceability.App.Http;
using Traceability.App.Labels;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Batches;
using Traceability.Domain.Parties;
using Traceability.Domain.Supervision;
using Traceability.Gs1.Identifiers;

namespace Traceability.App.Features.Complaints;

/// <summary>Anybody says what is wrong with what carries a label. Nothing is recorded before the supervisor decides.</summary>
/// <param name="Contact">How to reach who complains; seen by who made the batch and by the supervisors.</param>
public sealed record FileComplaint(Gtin Gtin, LotNumber Lot, string Text, SerialNumber? Serial = null, string? Contact = null) : IRestrictedCommand<ComplaintAnswer>
{
    public static IReadOnlyList<Role> AllowedTo => Audience.Everybody;
}

/// <param name="StateUrl">Where what became of it can be asked. Keep it: nothing else names the complaint.</param>
public sealed record ComplaintAnswer(Guid Complaint, DateOnly DueOn, string StateUrl);

internal sealed class FileComplaintValidator : AbstractValidator<FileComplaint>
{
    public FileComplaintValidator()
    {
        RuleFor(c => c.Text).Text(1_000);
        RuleFor(c => c.Contact).Text(200);
    }
}

internal sealed class FileComplaintHandler(WriteSession session, IssuedLabels labels, Scopes scopes) : ICommandHandler<FileComplaint, Result<ComplaintAnswer>>
{
    /// <summary>Days in which a complaint is to be decided.</summary>
    private const int Days = 15;

    /// <summary>Who floods one batch keeps the others open; who floods them all meets the end of it.</summary>
    private const int MostOfOneBatch = 50;
    private const int MostOfAll = 5_000;

    public async ValueTask<Result<ComplaintAnswer>> Handle(FileComplaint command, CancellationToken cancellationToken)
    {
        var db = session.Db;
        if (await labels.AreIssuedAsync(db, command.Gtin, command.Lot, command.Serial, cancellationToken) is null)
            return IssuedLabels.Unknown;
        var subject = Subject.Batch(command.Gtin, command.Lot);
        var waiting = db.Complaints.Where(c => c.Decision == null);
        if (await waiting.CountAsync(c => c.Batch == subject, cancellationToken) >= MostOfOneBatch || await waiting.CountAsync(cancellationToken) >= MostOfAll)
            return ComplaintProblems.TooMany;
        var complaint = new Complaint
        {
            Id = session.NewId(),
            Batch = subject,
            Serial = command.Serial?.ToString(),
            Producer = (await session.FindAsync<Batch>(subject))!.Producer,
            Text = command.Text,
            Contact = command.Contact,
            FiledAt = session.Now,
            DueOn = scopes.Today.AddDays(Days),
        };
        db.Complaints.Add(complaint);
        return new ComplaintAnswer(complaint.Id, complaint.DueOn, $"/api/complaints/{complaint.Id}");
    }
}

public static class FileComplaintRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand<FileComplaint, ComplaintAnswer>("/api/complaints", a => a.StateUrl).WithMetadata(new LimitedRateAttribute(Rate.Filing));
}
