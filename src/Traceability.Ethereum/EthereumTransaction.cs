using System.Numerics;

namespace Traceability.Ethereum;

/// <summary>A transaction before it is signed. Amounts are in wei.</summary>
/// <param name="Nonce">How many transactions the sender has sent before.</param>
/// <param name="GasLimit">The most gas that it may use.</param>
/// <param name="To">The receiver; null creates a contract whose creation code is <paramref name="Data"/>.</param>
/// <param name="Value">What the receiver is given.</param>
/// <param name="Data">The call's selector and arguments, or creation code.</param>
internal abstract record EthereumTransaction(
    BigInteger Nonce, BigInteger GasLimit, EthereumAddress? To, BigInteger Value, ReadOnlyMemory<byte> Data)
{
    /// <summary>The bytes whose Keccak-256 hash is signed.</summary>
    public abstract byte[] EncodeUnsigned();

    /// <summary>The bytes that are sent.</summary>
    protected abstract byte[] EncodeSigned(EthereumSignature signature);

    public SignedTransaction Sign(EthereumAccount account)
    {
        var raw = EncodeSigned(account.Sign(Keccak256.Hash(EncodeUnsigned())));
        return new SignedTransaction(raw, Hex.Data(Keccak256.Hash(raw)));
    }

    /// <summary>Gas limit to data, which have the same order in every envelope.</summary>
    private protected byte[][] Body() =>
    [
        Rlp.Number(GasLimit),
        Rlp.Bytes(To is { } to ? to.ToArray() : []),
        Rlp.Number(Value),
        Rlp.Bytes(Data.Span),
    ];

    private protected static byte[][] Tail(EthereumSignature signature) =>
        [Rlp.Number(signature.YParity), Rlp.Number(signature.R), Rlp.Number(signature.S)];
}

/// <param name="Raw">The bytes that are sent.</param>
/// <param name="Hash">Their hash, by which the chain names the transaction.</param>
internal sealed record SignedTransaction(ReadOnlyMemory<byte> Raw, string Hash);

/// <summary>The first kind, for chains without a base fee. With a chain's id (EIP-155) it is valid on that chain only.</summary>
internal sealed record LegacyTransaction(
    BigInteger? ChainId, BigInteger Nonce, BigInteger GasPrice, BigInteger GasLimit, EthereumAddress? To, BigInteger Value,
    ReadOnlyMemory<byte> Data)
    : EthereumTransaction(Nonce, GasLimit, To, Value, Data)
{
    public override byte[] EncodeUnsigned() =>
        ChainId is { } chainId
            ? Rlp.List([.. Fields(), Rlp.Number(chainId), Rlp.Number(0), Rlp.Number(0)])
            : Rlp.List(Fields());

    protected override byte[] EncodeSigned(EthereumSignature signature)
    {
        var v = signature.YParity + (ChainId is { } chainId ? (chainId * 2) + 35 : 27);
        return Rlp.List([.. Fields(), Rlp.Number(v), Rlp.Number(signature.R), Rlp.Number(signature.S)]);
    }

    private byte[][] Fields() => [Rlp.Number(Nonce), Rlp.Number(GasPrice), .. Body()];
}

/// <summary>EIP-2930: a gas price, and storage that is said beforehand.</summary>
internal sealed record AccessListTransaction(
    BigInteger ChainId, BigInteger Nonce, BigInteger GasPrice, BigInteger GasLimit, EthereumAddress? To, BigInteger Value,
    ReadOnlyMemory<byte> Data, IReadOnlyList<AccessListEntry> AccessList)
    : EthereumTransaction(Nonce, GasLimit, To, Value, Data)
{
    private const byte Type = 0x01;

    public override byte[] EncodeUnsigned() => [Type, .. Rlp.List(Fields())];

    protected override byte[] EncodeSigned(EthereumSignature signature) => [Type, .. Rlp.List([.. Fields(), .. Tail(signature)])];

    private byte[][] Fields() =>
        [Rlp.Number(ChainId), Rlp.Number(Nonce), Rlp.Number(GasPrice), .. Body(), AccessListEntry.Encode(AccessList)];
}

/// <summary>EIP-1559: the base fee is burnt, the tip is the block maker's, both together are bounded.</summary>
internal sealed record FeeMarketTransaction(
    BigInteger ChainId, BigInteger Nonce, BigInteger MaxPriorityFeePerGas, BigInteger MaxFeePerGas, BigInteger GasLimit,
    EthereumAddress? To, BigInteger Value, ReadOnlyMemory<byte> Data, IReadOnlyList<AccessListEntry> AccessList)
    : EthereumTransaction(Nonce, GasLimit, To, Value, Data)
{
    private const byte Type = 0x02;

    public override byte[] EncodeUnsigned() => [Type, .. Rlp.List(Fields())];

    protected override byte[] EncodeSigned(EthereumSignature signature) => [Type, .. Rlp.List([.. Fields(), .. Tail(signature)])];

    private byte[][] Fields() =>
    [
        Rlp.Number(ChainId), Rlp.Number(Nonce), Rlp.Number(MaxPriorityFeePerGas), Rlp.Number(MaxFeePerGas),
        .. Body(), AccessListEntry.Encode(AccessList),
    ];
}

/// <param name="Address">A contract that will be touched.</param>
/// <param name="StorageKeys">Its slots that will be touched, 32 bytes each.</param>
internal sealed record AccessListEntry(EthereumAddress Address, IReadOnlyList<ReadOnlyMemory<byte>> StorageKeys)
{
    public static byte[] Encode(IEnumerable<AccessListEntry> entries) =>
        Rlp.List(entries.Select(entry => Rlp.List(
            Rlp.Bytes(entry.Address.ToArray()),
            Rlp.List(entry.StorageKeys.Select(key => Rlp.Bytes(key.Span))))));
}
