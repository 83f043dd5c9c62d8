using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Traceability.App.Sheets;

/// <summary>
/// An OpenType font with outlines in CFF (ISO/IEC 14496-22), by itself or in a collection; of a collection the face for simplified Chinese.
/// It is read where it is needed: such a file has twenty megabytes, a sheet of labels needs a few dozen glyphs of it.
/// </summary>
internal sealed class OutlineFont : IDisposable
{
    private const uint Collection = 0x74746366; // ttcf
    private const uint OpenType = 0x4F54544F; // OTTO

    private readonly FontBytes _bytes;
    private readonly Dictionary<string, long> _tables;
    private readonly CffOutlines _outlines;
    private readonly long _groups;
    private readonly uint _groupCount;
    private readonly int _metrics;

    private OutlineFont(FontBytes bytes, Dictionary<string, long> tables, long characters)
    {
        (_bytes, _tables) = (bytes, tables);
        UnitsPerEm = bytes.U16(tables["head"] + 18);
        _metrics = bytes.U16(tables["hhea"] + 34);
        (_groups, _groupCount) = (characters + 16, bytes.U32(characters + 12));
        _outlines = new CffOutlines(bytes, tables["CFF "]);
    }

    public int UnitsPerEm { get; }

    /// <returns>False where it is no such font.</returns>
    public static bool TryOpen(string path, [NotNullWhen(true)] out OutlineFont? font)
    {
        font = null;
        FontBytes? bytes = null;
        try
        {
            bytes = new FontBytes(path);
            if (Face(bytes) is { } face && Tables(bytes, face) is var tables && tables.ContainsKey("CFF ") && tables.ContainsKey("head") && tables.ContainsKey("hhea") && tables.ContainsKey("hmtx")
                && tables.TryGetValue("cmap", out var cmap) && Characters(bytes, cmap) is { } characters)
                font = new OutlineFont(bytes, tables, characters);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            font = null;
        }

        if (font is null)
            bytes?.Dispose();
        return font is not null;
    }

    /// <summary>The glyph of a character; 0 where the font has none.</summary>
    public int Glyph(Rune character)
    {
        var (low, high) = (0L, (long)_groupCount - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var group = _groups + (middle * 12);
            if (character.Value < _bytes.U32(group))
                high = middle - 1;
            else if (character.Value > _bytes.U32(group + 4))
                low = middle + 1;
            else
                return (int)(_bytes.U32(group + 8) + (character.Value - _bytes.U32(group)));
        }

        return 0;
    }

    /// <summary>How far it goes on after a glyph, in the font's units.</summary>
    public int Advance(int glyph) => _bytes.U16(_tables["hmtx"] + (Math.Min(glyph, _metrics - 1) * 4L));

    /// <summary>The glyph's outline as operators of a PDF page, in the font's units, to be filled.</summary>
    public string Outline(int glyph) => _outlines.Draw(glyph);

    public void Dispose() => _bytes.Dispose();

    private static long? Face(FontBytes bytes)
    {
        if (bytes.U32(0) != Collection)
            return bytes.U32(0) == OpenType ? 0 : null;
        var faces = Enumerable.Range(0, (int)Math.Min(bytes.U32(8), 64)).Select(i => (long)bytes.U32(12 + (i * 4L))).Where(face => bytes.U32(face) == OpenType).ToList();
        return faces.Count == 0 ? null : faces.FirstOrDefault(face => IsSimplified(bytes, face), faces[0]);
    }

    private static bool IsSimplified(FontBytes bytes, long face)
    {
        if (!Tables(bytes, face).TryGetValue("name", out var names))
            return false;
        var texts = names + bytes.U16(names + 4);
        for (var i = 0; i < bytes.U16(names + 2); i++)
        {
            var record = names + 6 + (i * 12L);
            const int Windows = 3;
            if (bytes.U16(record) == Windows && bytes.U16(record + 6) is 1 or 4 or 16
                && Encoding.BigEndianUnicode.GetString(bytes.Read(texts + bytes.U16(record + 10), bytes.U16(record + 8))) is var name
                && name.Split(' ').Contains("SC", StringComparer.Ordinal) && !name.Contains("Mono", StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    private static Dictionary<string, long> Tables(FontBytes bytes, long face) => Enumerable.Range(0, bytes.U16(face + 4)).Select(i => face + 12 + (i * 16L))
        .ToDictionary(entry => Encoding.ASCII.GetString(bytes.Read(entry, 4)), entry => (long)bytes.U32(entry + 8), StringComparer.Ordinal);

    /// <summary>The table of characters in format 12, which has all of Unicode.</summary>
    private static long? Characters(FontBytes bytes, long cmap)
    {
        for (var i = 0; i < bytes.U16(cmap + 2); i++)
        {
            var table = cmap + bytes.U32(cmap + 8 + (i * 8L));
            if (bytes.U16(table) == 12)
                return table;
        }

        return null;
    }
}

/// <summary>A font file, read piece by piece. What lies beyond its end is no font's.</summary>
internal sealed class FontBytes(string path) : IDisposable
{
    private readonly SafeFileHandle _file = File.OpenHandle(path);

    public byte[] Read(long offset, int length)
    {
        var read = new byte[length];
        for (var done = 0; done < length;)
        {
            var now = RandomAccess.Read(_file, read.AsSpan(done), offset + done);
            if (now == 0)
                throw new InvalidDataException("The font ends before it should.");
            done += now;
        }

        return read;
    }

    public byte U8(long offset) => Read(offset, 1)[0];

    public ushort U16(long offset) => BinaryPrimitives.ReadUInt16BigEndian(Read(offset, 2));

    public uint U32(long offset) => BinaryPrimitives.ReadUInt32BigEndian(Read(offset, 4));

    public void Dispose() => _file.Dispose();
}
