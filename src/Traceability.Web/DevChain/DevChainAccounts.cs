using Traceability.Ethereum;

namespace Traceability.Web.DevChain;

/// <summary>
/// The accounts that every Hardhat chain in the world starts with. Their keys are printed in Hardhat's manual, so
/// whatever they own on any other chain is anybody's: they are used on the development chain and nowhere else.
/// </summary>
internal static class DevChainAccounts
{
    private const string WellKnownTestKey0 = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";

    public static EthereumAccount First { get; } = EthereumAccount.Parse(WellKnownTestKey0);
}
