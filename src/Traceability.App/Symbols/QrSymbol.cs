using QRCoder;

namespace Traceability.App.Symbols;

/// <summary>A QR code of an address, of a label or of an authenticator's secret: error correction Q, with the quiet zone of four modules.</summary>
public static class QrSymbol
{
    public static string Svg(Uri address)
    {
        using var data = Encode(address);
        using var code = new SvgQRCode(data);
        return code.GetGraphic(4, "#000000", "#ffffff", drawQuietZones: true, SvgQRCode.SizingMode.ViewBoxAttribute);
    }

    /// <param name="pixelsPerModule">8 gives about 300 dpi at 20 mm.</param>
    public static byte[] Png(Uri address, int pixelsPerModule = 8)
    {
        using var data = Encode(address);
        using var code = new PngByteQRCode(data);
        return code.GetGraphic(pixelsPerModule);
    }

    private static QRCodeData Encode(Uri address) => QRCodeGenerator.GenerateQrCode(address.AbsoluteUri, QRCodeGenerator.ECCLevel.Q);
}
