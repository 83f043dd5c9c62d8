namespace Traceability.Cli;

/// <summary>What the process tells its caller. Scripts depend on these numbers.</summary>
internal enum ExitCode
{
    Valid = 0,
    NotValid = 1,
    CouldNotCheck = 2,
}
