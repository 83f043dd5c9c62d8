using Traceability.Ledger;

namespace Traceability.Cli;

/// <summary>What a command reads and writes besides its arguments.</summary>
internal sealed record Surroundings(
    Stream Input, TextWriter Output, TextWriter Error, string OriginsFile, Func<Uri, IAnchorChain> Connect);
