using BenchmarkDotNet.Running;
using Traceability.Benchmarks;

switch (args.FirstOrDefault())
{
    case "write":
        await WriteBenchmark.RunAsync(Provider(1));
        break;
    case "page":
        await PageBenchmark.RunAsync(args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 100_000, Provider(2));
        break;
    case "trace":
        await TraceBenchmark.RunAsync(args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 100_000, Provider(2));
        break;
    case "start":
        await StartBenchmark.RunAsync();
        break;
    case "constant":
        await ConstantServer.RunAsync(int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture), args[2]);
        break;
    case "micro":
        BenchmarkSwitcher.FromAssembly(typeof(WriteBenchmark).Assembly).Run(args[1..]);
        break;
    default:
        Console.WriteLine("dotnet run -c Release --project tests/Traceability.Benchmarks -- write [sqlite|postgres] | page [batches] [sqlite|postgres] | trace [batches] [sqlite|postgres] | start | micro");
        return 2;
}

return 0;

string Provider(int position) => args.Length > position ? args[position] : "sqlite";
