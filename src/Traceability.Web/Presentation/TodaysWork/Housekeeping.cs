using Traceability.App.Access;
using Traceability.Domain.Parties;

namespace Traceability.Web.Presentation.TodaysWork;

/// <summary>One's organisation and one's own account.</summary>
internal sealed class Housekeeping(Wording text) : ITodaysWork
{
    public ValueTask<IReadOnlyList<TodaysTask>> ForAsync(Person person, CancellationToken ct)
    {
        var tasks = new List<TodaysTask>();
        if (person.Actor?.Has(Role.Administrator) == true)
            tasks.Add(new(Urgency.Sometime, text["today.organisation"], text["today.organisation.do"], "/organisation") { Icon = "receipt" });
        if (!person.TwoFactor)
            tasks.Add(new(Urgency.Sometime, text["authenticator.title"], text["authenticator.lead"], "/account/authenticator") { Icon = "key" });
        return ValueTask.FromResult<IReadOnlyList<TodaysTask>>(tasks);
    }
}
