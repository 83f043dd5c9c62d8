using System.Buffers.Binary;

namespace Traceability.App.Sheets;

/// <summary>Glyph outlines of a Compact Font Format table (Adobe Technical Note 5176), with one private dictionary or several.</summary>
internal sealed class CffOutlines
{
    private const int CharStringsOperator = 17;
    private const int PrivateOperator = 18;
    private const int SubrsOperator = 19;
    private const int FontsOperator = 0x0C24;
    private const int SelectOperator = 0x0C25;

    private readonly FontBytes _bytes;
    private readonly long _start;
    private readonly CffIndex _glyphs;
    private readonly CffIndex _shared;
    private readonly CffIndex?[] _own;
    private readonly long? _select;

    public CffOutlines(FontBytes bytes, long start)
    {
        (_bytes, _start) = (bytes, start);
        var names = new CffIndex(bytes, start + bytes.U8(start + 2));
        var tops = new CffIndex(bytes, names.End);
        var strings = new CffIndex(bytes, tops.End);
        _shared = new CffIndex(bytes, strings.End);
        var top = Dictionary(tops[0]);
        _glyphs = new CffIndex(bytes, start + Offset(top, CharStringsOperator));
        if (top.ContainsKey(FontsOperator))
        {
            var fonts = new CffIndex(bytes, start + Offset(top, FontsOperator));
            _own = [.. Enumerable.Range(0, fonts.Count).Select(i => Subroutines(Dictionary(fonts[i])))];
            _select = start + Offset(top, SelectOperator);
        }
        else
        {
            _own = [Subroutines(top)];
        }
    }

    public string Draw(int glyph) => glyph < 0 || glyph >= _glyphs.Count ? "" : new CharString(_shared, _own[Font(glyph)]).Draw(_glyphs[glyph]);

    /// <summary>Which of the private dictionaries a glyph belongs to.</summary>
    private int Font(int glyph)
    {
        if (_select is not { } select)
            return 0;
        if (_bytes.U8(select) == 0)
            return _bytes.U8(select + 1 + glyph);
        var (low, high) = (0, _bytes.U16(select + 1) - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (_bytes.U16(select + 3 + (middle * 3L)) <= glyph)
                low = middle;
            else
                high = middle - 1;
        }

        return _bytes.U8(select + 3 + (low * 3L) + 2);
    }

    private CffIndex? Subroutines(Dictionary<int, double[]> font)
    {
        if (!font.TryGetValue(PrivateOperator, out var place) || place is not [var size, var offset])
            return null;
        var at = _start + (long)offset;
        var own = Dictionary(_bytes.Read(at, (int)size));
        return own.ContainsKey(SubrsOperator) ? new CffIndex(_bytes, at + Offset(own, SubrsOperator)) : null;
    }

    private static long Offset(Dictionary<int, double[]> dictionary, int operation) =>
        dictionary.TryGetValue(operation, out var operands) && operands is [var offset] ? (long)offset : throw new InvalidDataException("The font lacks a table.");

    private static Dictionary<int, double[]> Dictionary(ReadOnlySpan<byte> data)
    {
        var found = new Dictionary<int, double[]>();
        var operands = new List<double>();
        for (var i = 0; i < data.Length;)
        {
            int b = data[i++];
            switch (b)
            {
                case <= 21:
                    found[b == 12 ? 0x0C00 | data[i++] : b] = [.. operands];
                    operands.Clear();
                    break;
                case 28:
                    operands.Add(BinaryPrimitives.ReadInt16BigEndian(data[i..]));
                    i += 2;
                    break;
                case 29:
                    operands.Add(BinaryPrimitives.ReadInt32BigEndian(data[i..]));
                    i += 4;
                    break;
                case 30:
                    // A real number; nothing here needs one.
                    while ((data[i] & 0x0F) != 0x0F && data[i] >> 4 != 0x0F)
                        i++;
                    i++;
                    operands.Add(0);
                    break;
                default:
                    operands.Add(CharString.Small(b, data, ref i));
                    break;
            }
        }

        return found;
    }
}

/// <summary>Several pieces of data behind each other, by their number.</summary>
internal sealed class CffIndex
{
    private readonly FontBytes _bytes;
    private readonly long _offsets;
    private readonly int _width;

    public CffIndex(FontBytes bytes, long start)
    {
        (_bytes, Count) = (bytes, bytes.U16(start));
        if (Count == 0)
        {
            End = start + 2;
            return;
        }

        (_width, _offsets) = (bytes.U8(start + 2), start + 3);
        End = Data(Count);
    }

    public int Count { get; }

    /// <summary>Where what follows begins.</summary>
    public long End { get; }

    public byte[] this[int i] => i >= 0 && i < Count ? _bytes.Read(Data(i), (int)(Data(i + 1) - Data(i))) : throw new InvalidDataException("The font names a piece that it has not.");

    private long Data(int i)
    {
        long offset = 0;
        foreach (var b in _bytes.Read(_offsets + ((long)i * _width), _width))
            offset = (offset << 8) | b;
        // Offsets count from the byte before the data.
        return _offsets + ((Count + 1L) * _width) - 1 + offset;
    }
}
