using Mediator;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Traceability.App.Features.Complaints;
using Traceability.App.Pipeline;
using Traceability.Domain.Parties;
using Traceability.Domain.Supervision;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Forms;

namespace Traceability.Web.Pages.Complaints;

/// <summary>One complaint, and what the supervisor makes of it.</summary>
[MayUse(Role.Supervisor)]
public sealed class DecideModel(ISender sender, IdempotencyContext idempotency, Wording text) : FormPage("decision", "reason")
{
    private static readonly ComplaintDecision[] All = Enum.GetValues<ComplaintDecision>();

    public ComplaintView Complaint { get; private set; } = null!;

    public IReadOnlyList<ChoiceOption> Decisions =>
        [.. All.Select(d => new ChoiceOption(d.ToString(), new StringHtmlContent(text[$"complaint.{d}"]), new StringHtmlContent(text[$"complaint.{d}.detail"])))];

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken) => await LoadAsync(id, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken))
            return NotFound();
        var chosen = Form.SomeOf("decision", All);
        var reason = Form.Line("reason");
        if (Form.Refused)
            return Refuse();
        idempotency.Key = Form.Once;
        var decided = await sender.Send(new DecideComplaint(chosen[0], reason) { Complaint = id }, cancellationToken);
        return decided.Problem is { } problem ? Refuse(problem) : LocalRedirect("/region/complaints");
    }

    private async ValueTask<bool> LoadAsync(Guid id, CancellationToken ct)
    {
        var found = (await sender.Send(new ListComplaints(Only: id), ct)).Value.Items;
        if (found.Count == 0)
            return false;
        Complaint = found[0];
        return true;
    }
}
