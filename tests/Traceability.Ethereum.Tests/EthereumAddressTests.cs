namespace Traceability.Ethereum.Tests;

public sealed class EthereumAddressTests
{
    // The examples of EIP-55.
    [Theory]
    [InlineData("0x52908400098527886E0F7030069857D2E4169EE7")]
    [InlineData("0xde709f2102306220921060314715629080e2fb77")]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")]
    [InlineData("0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359")]
    [InlineData("0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB")]
    [InlineData("0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb")]
    public void Parse_Checksummed_ComesBackTheSame(string text)
    {
        var address = EthereumAddress.Parse(text);

        Assert.Equal(text, address.ToString());
        Assert.Equal(text.ToLowerInvariant(), address.ToHex());
        Assert.Equal(address, EthereumAddress.Parse(address.ToHex()));
        Assert.Equal(address, new EthereumAddress(address.ToArray()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")]
    [InlineData("0X5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe")]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAedd")]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeg")]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD")]
    public void TryParse_NotAnAddressOrABadChecksum_IsRefused(string? text)
    {
        Assert.False(EthereumAddress.TryParse(text, out var address));
        Assert.Equal(default, address);
    }

    // The first contracts of Hardhat's first account, as every tutorial shows them.
    [Theory]
    [InlineData(0, "0x5fbdb2315678afecb367f032d93f642f64180aa3")]
    [InlineData(1, "0xe7f1725e7734ce288f8367e1bb143e90bb3f0512")]
    public void OfContract_AccountAndNonce_IsWhereItsContractLives(long nonce, string expected) =>
        Assert.Equal(expected, EthereumAddress.OfContract(EthereumAddress.Parse("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"), nonce).ToHex());
}
