namespace Traceability.App.Archive;

/// <summary>A file or a database is not what it should be; the message names the line, part or entry.</summary>
public sealed class FoundWrongException(string message) : Exception(message);

/// <summary>It was not done, and why; nothing was changed.</summary>
public sealed class NotDoneException(string message) : Exception(message);
