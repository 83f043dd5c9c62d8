namespace Traceability.Web.DevChain;

internal abstract record DevChainState
{
    /// <param name="Rpc">Where the chain answers.</param>
    /// <param name="CreationCode">The anchor contract's, without constructor arguments.</param>
    /// <param name="Reused">The chain was running already and is not stopped with the server.</param>
    public sealed record Running(Uri Rpc, ReadOnlyMemory<byte> CreationCode, bool Reused) : DevChainState;

    /// <param name="Reason">One sentence for the person at the terminal.</param>
    public sealed record Unavailable(string Reason) : DevChainState;
}
