using Mediator;
using Traceability.App.Features.Parties;
using Traceability.Web.Presentation.Forms;

namespace Traceability.Web.Pages.MyOrganisation;

/// <summary>A page about one member of one's own organisation.</summary>
public abstract class MemberPage(ISender sender, params IReadOnlyList<string> fields) : FormPage(fields)
{
    public MemberView Member { get; private set; } = null!;

    protected ISender Sender { get; } = sender;

    /// <returns>Whether there is such a member.</returns>
    protected async ValueTask<bool> TryLoadAsync(Guid id, CancellationToken ct)
    {
        var found = await Sender.Send(new GetMember(id), ct);
        if (found.Failed(out var member))
            return false;
        Member = member;
        return true;
    }
}
