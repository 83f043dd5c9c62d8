using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Traceability.App.Data;
using Traceability.App.Http;
using Traceability.App.Labels;
using Traceability.App.Symbols;
using Traceability.Domain;
using Traceability.Gs1.DigitalLink;
using Traceability.Gs1.Identifiers;

namespace Traceability.App.Features.Labels;

/// <summary>The printed symbol of a label that was issued; the address that its QR code says.</summary>
public sealed record GetLabelQr(Gtin Gtin, LotNumber Lot, SerialNumber? Serial) : IQuery<Result<Uri>>;

internal sealed class GetLabelQrHandler(IDbContextFactory<TraceDb> contexts, IssuedLabels labels, DeploymentOptions deployment) : IQueryHandler<GetLabelQr, Result<Uri>>
{
    public async ValueTask<Result<Uri>> Handle(GetLabelQr query, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await labels.AreIssuedAsync(db, query.Gtin, query.Lot, query.Serial, cancellationToken) is not null
            ? DigitalLinkUri.ForItem(query.Gtin, query.Lot, query.Serial).ToUri(deployment.BaseUrl)
            : IssuedLabels.Unknown;
    }
}

public static class GetLabelQrRoute
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/labels/01/{gtin}/10/{lot}/qr.{format:regex(^(svg|png)$)}", (string format, ISender sender, HttpContext http) => DrawAsync(format, sender, http))
            .WithName(nameof(GetLabelQr)).WithTags("labels").WithMetadata(AccessMetadata.Everybody)
            .Produces(StatusCodes.Status200OK, responseType: null, "image/svg+xml", "image/png").ProducesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
        routes.MapGet("/api/labels/01/{gtin}/10/{lot}/21/{serial}/qr.{format:regex(^(svg|png)$)}", (string format, ISender sender, HttpContext http) => DrawAsync(format, sender, http))
            .WithName(nameof(GetLabelQr) + "OfSerial").WithTags("labels").WithMetadata(AccessMetadata.Everybody)
            .Produces(StatusCodes.Status200OK, responseType: null, "image/svg+xml", "image/png").ProducesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> DrawAsync(string format, ISender sender, HttpContext http)
    {
        var address = LabelAddress.Read(http);
        if (address.Failed(out var read))
            return new ProblemResult(address.Problem);
        var result = await sender.Send(new GetLabelQr(read.Gtin, read.Lot, read.Serial), http.RequestAborted);
        if (result.Failed(out var link))
            return new ProblemResult(result.Problem);
        return string.Equals(format, "svg", StringComparison.Ordinal)
            ? Results.Text(QrSymbol.Svg(link), "image/svg+xml")
            : Results.Bytes(QrSymbol.Png(link), "image/png");
    }
}
