using QRCoder;

namespace Traceability.App.Labels;

/// <summary>The printed symbol: a QR code of a GS1 Digital Link URI at error correction Q, with the quiet zone of four modules.</summary>
public static class QrLabel
{
    public static string Svg(Uri digitalLink)
    {
        using var data = Encode(digitalLink);
        using var code = new SvgQRCode(data);
        return code.GetGraphic(4, "#000000", "#ffffff", drawQuietZones: true, SvgQRCode.SizingMode.ViewBoxAttribute);
    }

    /// <param name="pixelsPerModule">8 gives about 300 dpi at 20 mm.</param>
    public static byte[] Png(Uri digitalLink, int pixelsPerModule = 8)
    {
        using var data = Encode(digitalLink);
        using var code = new PngByteQRCode(data);
        return code.GetGraphic(pixelsPerModule);
    }

    private static QRCodeData Encode(Uri digitalLink) => QRCodeGenerator.GenerateQrCode(digitalLink.AbsoluteUri, QRCodeGenerator.ECCLevel.Q);
}
