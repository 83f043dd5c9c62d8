using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace Traceability.Ethereum;

/// <summary>The words that the contract <c>contracts-sol/CheckpointAnchor.sol</c> understands (Solidity's ABI).</summary>
internal static class CheckpointAnchorContract
{
    private const int Word = 32;
    private const int SelectorSize = 4;
    public const int RootPrefixSize = 24;

    /// <summary>The hash of the event's signature, its first topic.</summary>
    public static readonly byte[] AnchoredTopic = Keccak256.Hash("Anchored(bytes32,uint64,bytes32)"u8);

    private static readonly byte[] AnchorSelector = Selector("anchor(uint64,bytes32)");
    private static readonly byte[] CheckpointSelector = Selector("checkpoint()");

    private static readonly (byte[] Selector, string Name, string[] Parameters)[] Errors =
    [
        Error("EmptyOrigin"),
        Error("NotAnchorer", "address"),
        Error("NotOwner", "address"),
        Error("NotPendingOwner", "address"),
        Error("SizeNotGrowing", "uint64", "uint64"),
        Error("Panic", "uint256"),
    ];

    private static readonly byte[] ErrorWithText = Selector("Error(string)");

    public static byte[] Creation(ReadOnlySpan<byte> creationCode, string origin)
    {
        var text = Encoding.UTF8.GetBytes(origin);
        var padding = (Word - (text.Length % Word)) % Word;
        return [.. creationCode, .. Number(Word), .. Number(text.Length), .. text, .. new byte[padding]];
    }

    public static byte[] Anchor(long treeSize, ReadOnlySpan<byte> root) => [.. AnchorSelector, .. Number(treeSize), .. root];

    public static byte[] Checkpoint() => [.. CheckpointSelector];

    /// <summary>The size and the root's prefix from what <c>checkpoint()</c> returned; false when no such contract did.</summary>
    public static bool TryCheckpoint(ReadOnlySpan<byte> returned, out BigInteger treeSize, out byte[] rootPrefix)
    {
        (treeSize, rootPrefix) = (default, []);
        if (returned.Length != 2 * Word || returned[(Word + RootPrefixSize)..].ContainsAnyExcept((byte)0))
        {
            return false;
        }

        treeSize = Number(returned[..Word]);
        rootPrefix = returned.Slice(Word, RootPrefixSize).ToArray();
        return true;
    }

    /// <summary>The size and root from the data of an <c>Anchored</c> event.</summary>
    public static bool TryAnchored(ReadOnlySpan<byte> data, out BigInteger treeSize, out byte[] root)
    {
        (treeSize, root) = (default, []);
        if (data.Length != 2 * Word)
        {
            return false;
        }

        treeSize = Number(data[..Word]);
        root = data[Word..].ToArray();
        return true;
    }

    /// <summary>The name of a refusal and its values: <c>SizeNotGrowing(13, 12)</c>.</summary>
    public static string Describe(ReadOnlySpan<byte> revertData)
    {
        if (revertData.Length < SelectorSize)
        {
            return "no reason given";
        }

        var selector = revertData[..SelectorSize];
        var arguments = revertData[SelectorSize..];
        foreach (var error in Errors)
        {
            if (selector.SequenceEqual(error.Selector) && arguments.Length == error.Parameters.Length * Word)
            {
                var values = new List<string>();
                for (var i = 0; i < error.Parameters.Length; i++)
                {
                    values.Add(Value(error.Parameters[i], arguments.Slice(i * Word, Word)));
                }

                return $"{error.Name}({string.Join(", ", values)})";
            }
        }

        return selector.SequenceEqual(ErrorWithText) && TryText(arguments, out var text)
            ? text
            : $"an unknown error {Hex.Data(selector)}";
    }

    private static string Value(string type, ReadOnlySpan<byte> word) =>
        type == "address" ? Hex.Data(word[^EthereumAddress.Size..]) : Number(word).ToString(CultureInfo.InvariantCulture);

    private static bool TryText(ReadOnlySpan<byte> arguments, out string text)
    {
        const int Longest = 200;
        text = "";
        if (arguments.Length < 2 * Word || Number(arguments[..Word]) != Word)
        {
            return false;
        }

        var length = Number(arguments.Slice(Word, Word));
        if (length > arguments.Length - (2 * Word))
        {
            return false;
        }

        var bytes = arguments.Slice(2 * Word, (int)BigInteger.Min(length, Longest));
        text = JsonRpcErrorException.OneLine(Encoding.UTF8.GetString(bytes));
        return true;
    }

    private static BigInteger Number(ReadOnlySpan<byte> word) => new(word, isUnsigned: true, isBigEndian: true);

    private static byte[] Number(long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        var word = new byte[Word];
        BinaryPrimitives.WriteInt64BigEndian(word.AsSpan(Word - sizeof(long)), value);
        return word;
    }

    private static (byte[] Selector, string Name, string[] Parameters) Error(string name, params string[] parameters) =>
        (Selector($"{name}({string.Join(',', parameters)})"), name, parameters);

    private static byte[] Selector(string signature) => Keccak256.Hash(Encoding.ASCII.GetBytes(signature))[..SelectorSize];
}
