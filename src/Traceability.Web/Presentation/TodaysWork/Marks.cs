using Mediator;
using Traceability.App.Access;
using Traceability.App.Features.Brands;
using Traceability.App.Features.Certification;
using Traceability.Domain.Brands;
using Traceability.Domain.Certification;
using Traceability.Domain.Parties;

namespace Traceability.Web.Presentation.TodaysWork;

/// <summary>Applications that wait for a brand's manager, licences that their own rules speak against, and certificates out of date.</summary>
internal sealed class Marks(ISender sender, Wording text) : ITodaysWork
{
    public async ValueTask<IReadOnlyList<TodaysTask>> ForAsync(Person person, CancellationToken ct)
    {
        var tasks = new List<TodaysTask>();
        if (person.Actor?.Has(Role.BrandManager) == true)
            await ForBrandsAsync(tasks, ct);
        if (person.Actor?.Has(Role.Certifier) == true)
            await ForCertificatesAsync(tasks, ct);
        return tasks;
    }

    private async ValueTask ForBrandsAsync(List<TodaysTask> tasks, CancellationToken ct)
    {
        var waiting = (await sender.Send(new ListLicences(State: LicenceState.Applied, Limit: TodaysTask.MostCounted), ct)).Value;
        tasks.Add(new(waiting.Items.Count == 0 ? Urgency.Sometime : Urgency.Waiting, text["brands.waiting"], text[waiting.Items.Count == 0 ? "brands.waiting.none" : "brands.waiting.do"], "/brands")
        { Count = waiting.Items.Count, Beyond = waiting.Next is not null });
        var exits = (await sender.Send(new ListExitProposals(), ct)).Value.Items.Count;
        if (exits > 0)
            tasks.Add(new(Urgency.Wrong, text["brands.exits"], text["brands.exits.do"], "/brands") { Count = Math.Min(exits, TodaysTask.MostCounted), Beyond = exits > TodaysTask.MostCounted });
    }

    private async ValueTask ForCertificatesAsync(List<TodaysTask> tasks, CancellationToken ct)
    {
        var expired = (await sender.Send(new ListCertificates(State: CertificateState.Expired, Limit: TodaysTask.MostCounted), ct)).Value;
        if (expired.Items.Count > 0)
        {
            tasks.Add(new(Urgency.Work, text["certificates.expired"], text["certificates.expired.do"], "/certificates?state=Expired")
            { Count = expired.Items.Count, Beyond = expired.Next is not null });
        }

        tasks.Add(new(Urgency.Sometime, text["certificates.register"], text["certificates.register.lead"], "/certificates/new"));
    }
}
