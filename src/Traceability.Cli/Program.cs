using Traceability.Cli;
using Traceability.Ethereum;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
using var http = new HttpClient();
using var input = Console.OpenStandardInput();
var surroundings = new Surroundings(
    input, Console.Out, Console.Error, OriginsFile.DefaultPath, rpc => new EthereumAnchorChain(http, rpc, account: null));
return (int)await CommandLine.RunAsync(args, surroundings, stop.Token);
