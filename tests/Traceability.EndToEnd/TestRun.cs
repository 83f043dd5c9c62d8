using Xunit.Sdk;
using Xunit.v3;

// Servers, a chain and a browser on the same few cores: one test at a time, so that what is timed is the product.
[assembly: Parallelization(Mode = ParallelMode.None)]
