using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Traceability.App.Sheets;

/// <summary>Draws one glyph's program (Adobe Technical Note 5177, Type 2): lines and curves as operators of a PDF page; hints are left out.</summary>
internal sealed class CharString(CffIndex shared, CffIndex? own)
{
    private const int Deepest = 10;

    private readonly StringBuilder _path = new();
    private readonly List<double> _stack = [];
    private double _x;
    private double _y;
    private int _hints;
    private bool _open;

    public string Draw(byte[] program)
    {
        Run(program, depth: 0);
        Close();
        return _path.ToString();
    }

    /// <summary>A number of one or two bytes; <paramref name="i"/> is behind the first.</summary>
    internal static int Small(int first, ReadOnlySpan<byte> data, ref int i) => first switch
    {
        <= 246 => first - 139,
        <= 250 => ((first - 247) * 256) + data[i++] + 108,
        _ => (-(first - 251) * 256) - data[i++] - 108,
    };

    /// <returns>False at the glyph's end.</returns>
    private bool Run(byte[] program, int depth)
    {
        if (depth > Deepest)
            throw new InvalidDataException("The font calls itself.");
        for (var i = 0; i < program.Length;)
        {
            int b = program[i++];
            switch (b)
            {
                case 28:
                    _stack.Add(BinaryPrimitives.ReadInt16BigEndian(program.AsSpan(i)));
                    i += 2;
                    break;
                case 255:
                    _stack.Add(BinaryPrimitives.ReadInt32BigEndian(program.AsSpan(i)) / 65536.0);
                    i += 4;
                    break;
                case >= 32:
                    _stack.Add(Small(b, program, ref i));
                    break;
                case 10 or 29:
                    var index = b == 10 ? own ?? throw new InvalidDataException("The font lacks a table.") : shared;
                    if (!Run(index[(int)Pop() + Bias(index)], depth + 1))
                        return false;
                    break;
                case 11:
                    return true;
                case 14:
                    return false;
                case 19 or 20:
                    Hints();
                    i += (_hints + 7) / 8;
                    break;
                case 12:
                    Flex(program[i++]);
                    _stack.Clear();
                    break;
                default:
                    Step(b);
                    _stack.Clear();
                    break;
            }
        }

        return true;
    }

    private void Step(int operation)
    {
        switch (operation)
        {
            case 1 or 3 or 18 or 23:
                Hints();
                break;
            case 21:
                Begin(2);
                Move(_stack[^2], _stack[^1]);
                break;
            case 22:
                Begin(1);
                Move(_stack[^1], 0);
                break;
            case 4:
                Begin(1);
                Move(0, _stack[^1]);
                break;
            case 5:
                Lines(0, _stack.Count);
                break;
            case 6 or 7:
                for (var i = 0; i < _stack.Count; i++)
                {
                    var across = operation == 6 == (i % 2 == 0);
                    Line(across ? _stack[i] : 0, across ? 0 : _stack[i]);
                }

                break;
            case 8:
                Curves(0, _stack.Count);
                break;
            case 24:
                Curves(0, _stack.Count - 2);
                Lines(_stack.Count - 2, _stack.Count);
                break;
            case 25:
                Lines(0, _stack.Count - 6);
                Curves(_stack.Count - 6, _stack.Count);
                break;
            case 26 or 27:
                Along(across: operation == 27);
                break;
            case 30 or 31:
                Turning(across: operation == 31);
                break;
            default:
                throw new InvalidDataException($"The font has an operation {operation} that is not known.");
        }
    }

    /// <summary>Curves that begin and end upright, or level.</summary>
    private void Along(bool across)
    {
        var i = _stack.Count % 4;
        var aside = i == 1 ? _stack[0] : 0;
        for (; i + 3 < _stack.Count; i += 4, aside = 0)
        {
            if (across)
                Curve(_stack[i], aside, _stack[i + 1], _stack[i + 2], _stack[i + 3], 0);
            else
                Curve(aside, _stack[i], _stack[i + 1], _stack[i + 2], 0, _stack[i + 3]);
        }
    }

    /// <summary>Curves that begin level and end upright, then the other way round.</summary>
    private void Turning(bool across)
    {
        for (var i = 0; i + 3 < _stack.Count; i += 4, across = !across)
        {
            var last = _stack.Count - i == 5 ? _stack[^1] : 0;
            if (across)
                Curve(_stack[i], 0, _stack[i + 1], _stack[i + 2], last, _stack[i + 3]);
            else
                Curve(0, _stack[i], _stack[i + 1], _stack[i + 2], _stack[i + 3], last);
        }
    }

    private void Flex(int operation)
    {
        var s = _stack;
        switch (operation)
        {
            case 34:
                Curve(s[0], 0, s[1], s[2], s[3], 0);
                Curve(s[4], 0, s[5], -s[2], s[6], 0);
                break;
            case 35:
                Curves(0, 12);
                break;
            case 36:
                Curve(s[0], s[1], s[2], s[3], s[4], 0);
                Curve(s[5], 0, s[6], s[7], s[8], -(s[1] + s[3] + s[7]));
                break;
            case 37:
                var (dx, dy) = (s[0] + s[2] + s[4] + s[6] + s[8], s[1] + s[3] + s[5] + s[7] + s[9]);
                Curves(0, 6);
                var level = Math.Abs(dx) > Math.Abs(dy);
                Curve(s[6], s[7], s[8], s[9], level ? s[10] : -dx, level ? -dy : s[10]);
                break;
            default:
                throw new InvalidDataException($"The font has an operation 12 {operation} that is not known.");
        }
    }

    private void Hints()
    {
        _hints += _stack.Count / 2;
        _stack.Clear();
    }

    /// <summary>The first operation may have the glyph's width before its own operands; they are read from the end.</summary>
    private void Begin(int operands)
    {
        if (_stack.Count < operands)
            throw new InvalidDataException("The font moves without saying where.");
    }

    private void Move(double dx, double dy)
    {
        Close();
        _open = true;
        To(dx, dy);
        Write("m");
    }

    private void Lines(int from, int to)
    {
        for (var i = from; i + 1 < to; i += 2)
            Line(_stack[i], _stack[i + 1]);
    }

    private void Line(double dx, double dy)
    {
        To(dx, dy);
        Write("l");
    }

    private void Curves(int from, int to)
    {
        for (var i = from; i + 5 < to; i += 6)
            Curve(_stack[i], _stack[i + 1], _stack[i + 2], _stack[i + 3], _stack[i + 4], _stack[i + 5]);
    }

    private void Curve(double x1, double y1, double x2, double y2, double x3, double y3)
    {
        To(x1, y1);
        To(x2, y2);
        To(x3, y3);
        Write("c");
    }

    private void To(double dx, double dy)
    {
        (_x, _y) = (_x + dx, _y + dy);
        _path.Append(CultureInfo.InvariantCulture, $"{_x:0.##} {_y:0.##} ");
    }

    private void Write(string operation) => _path.Append(operation).Append('\n');

    private void Close()
    {
        if (_open)
            Write("h");
        _open = false;
    }

    private double Pop()
    {
        var last = _stack[^1];
        _stack.RemoveAt(_stack.Count - 1);
        return last;
    }

    private static int Bias(CffIndex index) => index.Count switch
    {
        < 1240 => 107,
        < 33_900 => 1131,
        _ => 32_768,
    };
}
