using Mediator;
using Traceability.App.Features.Batches;
using Traceability.Web.Presentation.Registers;

namespace Traceability.Web.Presentation;

/// <summary>Lots that the organisation holds, several of which may be ticked, as <c>_Lots</c> draws them: the first step of what is done with them.</summary>
/// <param name="Register">The search, the way on, and what is said where there are none.</param>
/// <param name="Chosen">Those that are ticked already.</param>
public sealed record LotChoice(Register Register, IReadOnlyList<ListedBatch> Lots, IReadOnlyList<Guid> Chosen)
{
    private const int MostOffered = 50;

    /// <param name="path">The page that goes on with them, as <c>from</c>.</param>
    /// <param name="loose">Only loose produce, or only packs; null for both.</param>
    public static async ValueTask<LotChoice> OfAsync(ISender sender, Wording text, string path, string? q, Guid? after, bool? loose, Empty empty, CancellationToken ct, params IReadOnlyList<Guid> chosen)
    {
        var finder = new Finder(path, text["batches.search"], q?.Length > Finder.MaxLength ? q[..Finder.MaxLength] : q);
        var page = (await sender.Send(new ListBatches(after, MostOffered, finder.Sought, Held: true, Stopped: false, Loose: loose), ct)).Value;
        return new LotChoice(new Register(text["pack.lots"], [], [], Pager.Of(finder.Address, after?.ToString(), page.Next?.ToString()), empty) { Finder = finder }, page.Items, chosen);
    }

    /// <summary>The one that is there, where nobody looked for anything and there is no other.</summary>
    public ListedBatch? Only => Lots is [var only] && !Register.Pager.IsNeeded && Register.Finder is { IsUsed: false } ? only : null;
}
