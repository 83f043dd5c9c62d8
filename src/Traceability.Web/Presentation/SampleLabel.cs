using Traceability.App.Features.Trace;

namespace Traceability.Web.Presentation;

/// <summary>A label to try the product with.</summary>
/// <param name="Path">Local path of the page that a scan of it opens.</param>
/// <param name="QrSvgPath">Local path of its QR code as SVG.</param>
public sealed record SampleLabel(string Path, string QrSvgPath, LocalText Name, string Lot);

/// <summary>The labels that the home page offers; empty where there are none to show.</summary>
public delegate ValueTask<IReadOnlyList<SampleLabel>> SampleLabelSource(CancellationToken ct);
