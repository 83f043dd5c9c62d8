using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Traceability.Ledger.Tests;

public sealed class CanonicalJsonTests
{
    public static TheoryData<string> Vectors => ["arrays", "french", "structures", "unicode", "values", "weird"];

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Canonicalize_Vector_GivesItsBytes(string name)
    {
        var input = File.ReadAllBytes(TestFiles.Vector("jcs", "testdata", "input", name + ".json"));
        var output = File.ReadAllBytes(TestFiles.Vector("jcs", "testdata", "output", name + ".json"));
        var hex = string.Concat(File.ReadAllText(TestFiles.Vector("jcs", "testdata", "outhex", name + ".txt")).Split());

        Assert.Equal(hex, Convert.ToHexStringLower(CanonicalJson.Canonicalize(input)));
        Assert.Equal(output, CanonicalJson.Canonicalize(input));
        Assert.Equal(output, CanonicalJson.Serialize(JsonNode.Parse(input)));
        Assert.True(CanonicalJson.IsCanonical(output));
        Assert.False(CanonicalJson.IsCanonical(input));
    }

    [Fact]
    public void Serialize_NodesMadeInCode_AreWrittenAsTheirText()
    {
        var value = new JsonObject
        {
            ["z"] = "a\"\\/\b\f\n\r\t\u0001\u001f\u007f\u2028é😂",
            ["a"] = new JsonArray(1, 2.5, 9007199254740990L, true, false, null, 0.1m, 7UL, (short)-3, 0.5f),
            ["A"] = JsonValue.Create(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.FromHours(8))),
            [""] = new JsonObject(),
        };

        Assert.Equal(
            """{"":{},"A":"2026-03-01T08:00:00+08:00","a":[1,2.5,9007199254740990,true,false,null,0.1,7,-3,0.5],"z":"a\"\\/\b\f\n\r\t\u0001\u001f"""
                + "\u007f\u2028é😂\"}",
            Encoding.UTF8.GetString(CanonicalJson.Serialize(value)));
    }

    [Fact]
    public void Serialize_Names_AreSortedByUtf16CodeUnitsNotByCodePoints()
    {
        // U+1F602 is D83D DE02 in UTF-16, before U+FB33; by code point it would come after.
        var value = new JsonObject { ["\uFB33"] = 1, ["😂"] = 2, ["\u20ac"] = 3 };

        Assert.Equal("{\"\u20ac\":3,\"😂\":2,\"\uFB33\":1}", Encoding.UTF8.GetString(CanonicalJson.Serialize(value)));
    }

    [Fact]
    public void Write_IntoAWriter_AppendsTheSameBytes()
    {
        var writer = new ArrayBufferWriter<byte>();
        writer.Write("x"u8);
        CanonicalJson.Write(writer, new JsonArray("ü"));

        Assert.Equal("x[\"ü\"]"u8.ToArray(), writer.WrittenSpan.ToArray());
    }

    [Fact]
    public void Write_OfARefusedValue_WritesNothing()
    {
        var writer = new ArrayBufferWriter<byte>();

        Assert.Throws<FormatException>(() => CanonicalJson.Write(writer, new JsonArray("ok", double.NaN)));
        Assert.Equal(0, writer.WrittenCount);
    }

    [Theory]
    [InlineData("""{"a":1,"a":1}""")]
    [InlineData("""{"a":1,"b":{"c":2,"\u0063":3}}""")]
    [InlineData("""["\ud800"]""")]
    [InlineData("""["\udc00\ud800"]""")]
    [InlineData("""{"\ud800":1}""")]
    [InlineData("""[1e400]""")]
    [InlineData("""[-1e400]""")]
    [InlineData("""[NaN]""")]
    [InlineData("""[01]""")]
    [InlineData("""[1,]""")]
    [InlineData("""[1]/**/""")]
    [InlineData("""[1] [2]""")]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\uFEFF[]")]
    public void Canonicalize_WhatHasNoCanonicalForm_IsRefused(string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);

        Assert.Throws<FormatException>(() => CanonicalJson.Canonicalize(bytes));
        Assert.False(CanonicalJson.TryCanonicalize(bytes, out var canonical));
        Assert.Null(canonical);
        Assert.False(CanonicalJson.IsCanonical(bytes));
    }

    [Fact]
    public void Canonicalize_BytesThatAreNotUtf8_AreRefused()
    {
        Assert.False(CanonicalJson.TryCanonicalize([(byte)'"', 0xFF, (byte)'"'], out _));
        Assert.False(CanonicalJson.TryCanonicalize([.. "{\""u8, 0xC0, 0x80, .. "\":1}"u8], out _));
        Assert.False(CanonicalJson.TryCanonicalize([(byte)'"', 0xED, 0xA0, 0x80, (byte)'"'], out _));
    }

    [Fact]
    public void Serialize_ParsedNodeWithARepeatedOrBrokenName_IsRefused()
    {
        Assert.Throws<FormatException>(() => CanonicalJson.Serialize(JsonNode.Parse("""{"a":1,"a":2}""")));
        Assert.Throws<FormatException>(() => CanonicalJson.Serialize(JsonNode.Parse("""{"\ud800":2}""")));
        Assert.Throws<FormatException>(() => CanonicalJson.Serialize(JsonNode.Parse("""["\udfff"]""")));
        Assert.Throws<FormatException>(() => CanonicalJson.Serialize(JsonNode.Parse("""{"x":{"a":1,"a":2}}""")));
    }

    [Fact]
    public void Serialize_LoneSurrogateInCode_IsRefused()
    {
        Assert.Throws<FormatException>(() => CanonicalJson.Serialize(new JsonArray("a\ud83d")));
        Assert.Throws<FormatException>(() => CanonicalJson.Serialize(new JsonObject { ["\udc00"] = 1 }));
    }

    [Fact]
    public void Serialize_NumbersThatNoDoubleEquals_AreRefusedInCode()
    {
        Assert.Throws<FormatException>(() => CanonicalJson.Serialize((1L << 53) + 1));
        Assert.Throws<FormatException>(() => CanonicalJson.Serialize(long.MaxValue));
        Assert.Throws<FormatException>(() => CanonicalJson.Serialize(0.1234567890123456789m));
        Assert.Throws<FormatException>(() => CanonicalJson.Serialize(decimal.MaxValue));
        Assert.Equal("9007199254740992"u8.ToArray(), CanonicalJson.Serialize(1L << 53));
        Assert.Equal("-9223372036854776000"u8.ToArray(), CanonicalJson.Serialize(long.MinValue));
        Assert.Equal("12.5"u8.ToArray(), CanonicalJson.Serialize(12.500m));
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    [InlineData(100_000, false)]
    public void Canonicalize_Depth_IsAtMostSixtyFour(int depth, bool accepted)
    {
        var arrays = Encoding.UTF8.GetBytes(new string('[', depth) + new string(']', depth));
        var objects = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth));

        Assert.Equal(accepted, CanonicalJson.TryCanonicalize(arrays, out _));
        Assert.Equal(accepted, CanonicalJson.TryCanonicalize(objects, out _));
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void Serialize_Depth_IsAtMostSixtyFour(int depth, bool accepted)
    {
        JsonNode node = new JsonArray();
        for (var i = 1; i < depth; i++)
        {
            node = i % 2 == 0 ? new JsonArray(node) : new JsonObject { ["a"] = node };
        }

        Assert.Equal(accepted, Record.Exception(() => CanonicalJson.Serialize(node)) is not FormatException);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("\"a\"")]
    [InlineData("null")]
    [InlineData("""{"a":[],"b":{}}""")]
    public void IsCanonical_CanonicalText_IsTrue(string json) => Assert.True(CanonicalJson.IsCanonical(Encoding.UTF8.GetBytes(json)));

    [Theory]
    [InlineData(" 1")]
    [InlineData("1\n")]
    [InlineData("1.0")]
    [InlineData("-0")]
    [InlineData("1E+2")]
    [InlineData("\"\\u0061\"")]
    [InlineData("\"\\/\"")]
    [InlineData("\"\\u001F\"")]
    [InlineData("""{"b":1,"a":2}""")]
    public void IsCanonical_AnotherSpelling_IsFalse(string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);

        Assert.False(CanonicalJson.IsCanonical(bytes));
        Assert.True(CanonicalJson.IsCanonical(CanonicalJson.Canonicalize(bytes)));
    }

    [Fact]
    public void Canonicalize_LongText_IsReadWhole()
    {
        var text = string.Concat(Enumerable.Repeat("土豆\n", 100_000));
        var json = JsonSerializer.SerializeToUtf8Bytes(new[] { text });

        var canonical = CanonicalJson.Canonicalize(json);

        Assert.Equal(text, JsonNode.Parse(canonical)![0]!.GetValue<string>());
    }
}
