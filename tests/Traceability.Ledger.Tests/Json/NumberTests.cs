using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Traceability.Ledger.Tests;

public sealed partial class NumberTests
{
    /// <summary>The bit patterns of RFC 8785 appendix B with the text that each must have.</summary>
    [Theory]
    [InlineData("0000000000000000", "0")]
    [InlineData("8000000000000000", "0")]
    [InlineData("0000000000000001", "5e-324")]
    [InlineData("8000000000000001", "-5e-324")]
    [InlineData("7fefffffffffffff", "1.7976931348623157e+308")]
    [InlineData("ffefffffffffffff", "-1.7976931348623157e+308")]
    [InlineData("4340000000000000", "9007199254740992")]
    [InlineData("c340000000000000", "-9007199254740992")]
    [InlineData("4430000000000000", "295147905179352830000")]
    [InlineData("44b52d02c7e14af5", "9.999999999999997e+22")]
    [InlineData("44b52d02c7e14af6", "1e+23")]
    [InlineData("44b52d02c7e14af7", "1.0000000000000001e+23")]
    [InlineData("444b1ae4d6e2ef4e", "999999999999999700000")]
    [InlineData("444b1ae4d6e2ef4f", "999999999999999900000")]
    [InlineData("444b1ae4d6e2ef50", "1e+21")]
    [InlineData("3eb0c6f7a0b5ed8c", "9.999999999999997e-7")]
    [InlineData("3eb0c6f7a0b5ed8d", "0.000001")]
    [InlineData("41b3de4355555553", "333333333.3333332")]
    [InlineData("41b3de4355555554", "333333333.33333325")]
    [InlineData("41b3de4355555555", "333333333.3333333")]
    [InlineData("41b3de4355555556", "333333333.3333334")]
    [InlineData("41b3de4355555557", "333333333.33333343")]
    [InlineData("becbf647612f3696", "-0.0000033333333333333333")]
    [InlineData("43143ff3c1cb0959", "1424953923781206.2")]
    public void Number_OfTheTable_HasItsText(string bits, string text) => Assert.Equal(text, Text(Number(bits)));

    [Theory]
    [InlineData("7fffffffffffffff")]
    [InlineData("7ff0000000000000")]
    [InlineData("fff0000000000000")]
    public void Number_NotFinite_IsRefused(string bits) =>
        Assert.Throws<FormatException>(() => CanonicalJson.Serialize(Number(bits)));

    [Theory]
    [InlineData(0.1, "0.1")]
    [InlineData(-1.5, "-1.5")]
    [InlineData(100, "100")]
    [InlineData(123456789012345680000d, "123456789012345680000")]
    [InlineData(1e-7, "1e-7")]
    [InlineData(1.25e-9, "1.25e-9")]
    [InlineData(9007199254740991d, "9007199254740991")]
    [InlineData(4503599627370495.5, "4503599627370495.5")]
    public void Number_Ordinary_IsWrittenAsEcmaScriptDoes(double number, string text) => Assert.Equal(text, Text(number));

    /// <summary>
    /// The sequence that the vectors' README defines, a hundred thousand lines of bits and text, has the SHA-256 printed
    /// there.
    /// </summary>
    [Theory]
    [InlineData(1_000)]
    [InlineData(10_000)]
    [InlineData(100_000)]
    public void Numbers_OfTheEs6Sequence_HaveThePublishedHash(int count)
    {
        var readme = File.ReadAllText(TestFiles.Vector("jcs", "testdata", "README.md"));
        var published = PublishedHash().Matches(readme)
            .Single(row => row.Groups["lines"].Value == count.ToString(CultureInfo.InvariantCulture)).Groups["hash"].Value;
        var start = Pattern().Matches(readme[..readme.IndexOf("staticF64s", StringComparison.Ordinal)])
            .Select(match => match.Groups["bits"].Value).ToArray();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var number in Sequence(start).Take(count))
        {
            hash.AppendData(Encoding.ASCII.GetBytes($"{BitConverter.DoubleToUInt64Bits(number):x},{Text(number)}\n"));
        }

        Assert.Equal(published, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private static IEnumerable<double> Sequence(string[] start)
    {
        foreach (var bits in start)
        {
            yield return Number(bits);
        }

        for (var i = 0UL; i < 2000; i++)
        {
            yield return BitConverter.UInt64BitsToDouble(0x0010000000000000 + i);
        }

        var block = new byte[32];
        while (true)
        {
            block = SHA256.HashData(block);
            for (var at = 0; at < block.Length; at += sizeof(double))
            {
                var number = BitConverter.ToDouble(block, at);
                if (number != 0 && double.IsFinite(number))
                {
                    yield return number;
                }
            }
        }
    }

    private static double Number(string bits) =>
        BitConverter.UInt64BitsToDouble(ulong.Parse(bits, NumberStyles.HexNumber, CultureInfo.InvariantCulture));

    private static string Text(double number) => Encoding.ASCII.GetString(CanonicalJson.Serialize(number));

    [GeneratedRegex(@"0x(?<bits>[0-9a-f]{16})n", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pattern();

    [GeneratedRegex(@"\| (?<hash>[0-9a-f]{64}) \| (?<lines>[0-9]+) ", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PublishedHash();
}
