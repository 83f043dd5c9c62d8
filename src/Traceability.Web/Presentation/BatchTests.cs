using Traceability.App.Features.Quality;

namespace Traceability.Web.Presentation;

/// <summary>The inspections of a batch, the newest first, as <c>_BatchTests</c> draws them.</summary>
/// <param name="RequestPath">Where another one is asked for; null for who may not.</param>
public sealed record BatchTests(IReadOnlyList<ListedInspection> Tests, string? RequestPath);
