using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using QRCoder;

namespace Traceability.App.Symbols;

/// <summary>A QR code of an address, of a label or of an authenticator's secret: error correction Q, with the quiet zone of four modules.</summary>
public static class QrSymbol
{
    /// <summary>Modules that are left white on each side (ISO/IEC 18004).</summary>
    public const int QuietZone = 4;

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

    /// <summary>The dark modules, to be drawn by whoever prints many.</summary>
    public static QrModules Modules(Uri address)
    {
        using var data = Encode(address);
        var rows = data.ModuleMatrix;
        var runs = new List<QrRun>();
        for (var y = 0; y < rows.Count; y++)
        {
            for (var x = 0; x < rows.Count; x++)
            {
                var from = x;
                while (x < rows.Count && rows[y][x])
                    x++;
                if (x > from)
                    runs.Add(new QrRun(y, from, x - from));
            }
        }

        return new QrModules(rows.Count, runs);
    }

    private static QRCodeData Encode(Uri address) => QRCodeGenerator.GenerateQrCode(address.AbsoluteUri, QRCodeGenerator.ECCLevel.Q);
}

/// <summary>A symbol as its dark modules.</summary>
/// <param name="Size">Modules on a side, with the quiet zone.</param>
/// <param name="Runs">Row by row from the top.</param>
public sealed record QrModules(int Size, IReadOnlyList<QrRun> Runs)
{
    /// <summary>The data of an SVG path, a module being one unit.</summary>
    public string SvgPath()
    {
        var path = new StringBuilder();
        foreach (var run in Runs)
            path.Append(CultureInfo.InvariantCulture, $"M{run.From} {run.Row}h{run.Length}v1h-{run.Length}z");
        return path.ToString();
    }
}

/// <summary>Dark modules beside each other.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct QrRun(int Row, int From, int Length);
