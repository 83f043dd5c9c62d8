using Mediator;
using Microsoft.AspNetCore.Mvc;
using Traceability.App.Features.Supervision;
using Traceability.App.Pipeline;
using Traceability.Domain.Parties;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Forms;

namespace Traceability.Web.Pages.Operating;

/// <summary>Gives somebody who cannot sign in a one-time password, shown once.</summary>
[MayUse(Role.Operator)]
public sealed class ResetModel(ISender sender, IdempotencyContext idempotency, Wording text) : FormPage("authenticator")
{
    private const string Gone = "gone";

    public IReadOnlyList<ChoiceOption> Options => [new(Gone, text.Sentence("accounts.reset.authenticator"), text.Sentence("accounts.reset.authenticator.when"))];

    /// <summary>What the person has to be told; null before.</summary>
    public FirstPassword? Done { get; private set; }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellationToken)
    {
        idempotency.Key = Form.Once;
        var reset = await sender.Send(new ResetPassword(Form.Chosen("authenticator", Gone)) { Account = id }, cancellationToken);
        if (reset.Failed(out var answer))
            return Refuse(reset.Problem);
        Done = this.FirstPassword(answer.UserName, answer.OneTimePassword, "/operating/accounts");
        return Page();
    }
}
