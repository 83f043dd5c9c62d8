using Xunit.Sdk;
using Xunit.v3;

// Half of the time a database is waited for.
[assembly: Parallelization(Mode = ParallelMode.Collections, MaxThreads = 4)]
