using System.Numerics;
using System.Text.Json;

namespace Traceability.Ethereum.Tests;

public sealed class VectorTests
{
    [Fact]
    public void Keccak256_EveryHashVector_Agrees()
    {
        var cases = Vectors.Read("hashes.json").EnumerateArray().ToList();

        Assert.Equal(257, cases.Count);
        Assert.All(cases, c => Assert.Equal(c.Bytes("keccak256"), Keccak256.Hash(c.Bytes("data"))));
    }

    [Fact]
    public void Rlp_EveryVector_EncodesByteForByte()
    {
        var cases = Vectors.Read("rlp.json").EnumerateArray().ToList();

        Assert.Equal(61, cases.Count);
        Assert.All(cases, c => Assert.Equal(c.Bytes("encoded"), Encode(c.GetProperty("decoded"))));

        static byte[] Encode(JsonElement item) =>
            item.ValueKind == JsonValueKind.Array
                ? Rlp.List(item.EnumerateArray().Select(Encode))
                : Rlp.Bytes(Vectors.Bytes(item.GetString()!));
    }

    [Fact]
    public void Account_EveryVector_HasTheAddressWithItsChecksum()
    {
        var cases = Vectors.Read("accounts.json").EnumerateArray().ToList();

        Assert.Equal(259, cases.Count);
        Assert.All(cases, c =>
        {
            var account = EthereumAccount.Parse(c.Text("privateKey"));
            Assert.Equal(c.Text("address"), account.Address.ToString());
            Assert.Equal(account.Address, EthereumAddress.Parse(c.Text("address")));
            Assert.Equal(account.Address, EthereumAddress.Parse(c.Text("address").ToLowerInvariant()));
        });
    }

    /// <summary>
    /// 300 transactions, each in up to five envelopes. Ours are the legacy one without and with the chain's id (EIP-155),
    /// EIP-2930 and EIP-1559. Out of set: the envelope of blobs (EIP-4844), which an anchor has no use for.
    /// </summary>
    [Fact]
    public void Transaction_EveryEnvelopeOfOurs_EncodesAndSignsByteForByte()
    {
        var compared = new Dictionary<string, int>();
        var blobs = 0;
        foreach (var c in Vectors.Read("transactions.json").EnumerateArray())
        {
            var account = EthereumAccount.Parse(c.Text("privateKey"));
            foreach (var (envelope, transaction) in Envelopes(c.GetProperty("transaction")))
            {
                if (c.Text("unsigned" + envelope).Length == 0)
                {
                    Assert.Empty(c.Text("signed" + envelope));
                    continue;
                }

                var signed = transaction.Sign(account);
                Assert.Equal(c.Text("unsigned" + envelope), Hex.Data(transaction.EncodeUnsigned()));
                Assert.Equal(c.Text("signed" + envelope), Hex.Data(signed.Raw.Span));
                Assert.Equal(Hex.Data(Keccak256.Hash(c.Bytes("signed" + envelope))), signed.Hash);
                compared[envelope] = compared.GetValueOrDefault(envelope) + 1;
            }

            blobs += c.Text("signedCancun").Length > 0 ? 1 : 0;
        }

        Assert.Equal(300, compared["Legacy"]);
        Assert.Equal(128, compared["Eip155"]);
        Assert.Equal(300, compared["Berlin"]);
        Assert.Equal(300, compared["London"]);
        Assert.Equal(214, blobs);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"compared, unsigned and signed: {string.Join(", ", compared)}; out of set: {blobs} with blobs");
    }

    private static IEnumerable<(string Envelope, EthereumTransaction Transaction)> Envelopes(JsonElement t)
    {
        BigInteger Number(string field) => t.TryGetProperty(field, out var value)
            ? value.ValueKind == JsonValueKind.Number ? value.GetInt64() : Quantity(value.GetString()!)
            : 0;
        var chainId = Number("chainId");
        var nonce = Number("nonce");
        var gasPrice = Number("gasPrice");
        var gasLimit = Number("gasLimit");
        EthereumAddress? to = t.TryGetProperty("to", out var address) ? EthereumAddress.Parse(address.GetString()!) : null;
        var value = Number("value");
        ReadOnlyMemory<byte> data = t.TryGetProperty("data", out var hex) ? Vectors.Bytes(hex.GetString()!) : default;
        var accessList = t.TryGetProperty("accessList", out var list) ? AccessList(list) : [];

        yield return ("Legacy", new LegacyTransaction(null, nonce, gasPrice, gasLimit, to, value, data));
        yield return ("Eip155", new LegacyTransaction(chainId, nonce, gasPrice, gasLimit, to, value, data));
        yield return ("Berlin", new AccessListTransaction(chainId, nonce, gasPrice, gasLimit, to, value, data, accessList));
        yield return ("London", new FeeMarketTransaction(
            chainId, nonce, Number("maxPriorityFeePerGas"), Number("maxFeePerGas"), gasLimit, to, value, data, accessList));
    }

    private static List<AccessListEntry> AccessList(JsonElement list) =>
    [
        .. list.EnumerateArray().Select(entry => new AccessListEntry(
            EthereumAddress.Parse(entry.Text("address")),
            [.. entry.GetProperty("storageKeys").EnumerateArray().Select(key => (ReadOnlyMemory<byte>)Vectors.Bytes(key.GetString()!))])),
    ];

    /// <summary>The vectors write some quantities with leading zeros, which the chain's own form does not allow.</summary>
    private static BigInteger Quantity(string hex) =>
        BigInteger.Parse("0" + hex[2..], System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture);
}
