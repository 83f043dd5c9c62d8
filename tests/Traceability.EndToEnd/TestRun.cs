using Xunit.Sdk;
using Xunit.v3;

// Servers, chains and a browser on the same few cores: three classes at a time, for each waits now and then, and what is timed or counts processes alone.
[assembly: Parallelization(Mode = ParallelMode.Collections, MaxThreads = 3)]

namespace Traceability.EndToEnd;

/// <summary>Nothing else runs beside these.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
