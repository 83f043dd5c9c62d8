using Mediator;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Traceability.App.Features.Complaints;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Registers;

namespace Traceability.Web.Pages.Complaints;

/// <summary>A register of complaints, the newest first.</summary>
public abstract class ComplaintsPage(ISender sender, Wording text, DeploymentNotice notice) : PageModel
{
    private const int OnAPage = 50;

    public Register Register { get; private set; } = null!;

    protected async Task LoadAsync(string path, bool leads, string? state, Guid? after, CancellationToken ct)
    {
        var waiting = new Filter("state", text["complaints.state"], state, new FilterOption("waiting", text["complaint.waits"]));
        var finder = new Finder(path, Label: null, Sought: null, waiting);
        var page = (await sender.Send(new ListComplaints(after, waiting.Option is not null, Limit: OnAPage), ct)).Value;
        Register = new Register(
            text["complaints"],
            [text["complain.text"], text["complaint.label"], text["complaint.filed"], text["complaint.due"], text["complaints.state"]],
            [.. page.Items.Select(c => Row(c, leads ? $"{path}/{c.Complaint}" : null))],
            Pager.Of(finder.Address, after?.ToString(), page.Next?.ToString()),
            new Empty(text["complaints.none"], text["complaints.none.next"]))
        { Finder = finder };
    }

    private RegisterRow Row(ComplaintView c, string? href) => new(
        Cell.With(Cell.Given(c.Text), c.Contact is null || c.Decision is not null ? null : Cell.Given(c.Contact)),
        href,
        Cell.Code(c.Serial is null ? c.Label : $"{c.Label}/21/{c.Serial}"),
        Cell.Day(notice.Here(c.FiledAt), text),
        c.Decision is null ? Cell.Day(c.DueOn, text) : null,
        c.Decision is { } decision ? Cell.With(Cell.Of(text[$"complaint.{decision}"]), c.Reason is null ? null : Cell.Given(c.Reason)) : Cell.Mark("look", text["complaint.waits"]));
}
