using Traceability.Domain.Values;

namespace Traceability.Domain.Files;

/// <summary>A fact that rests on files: whoever sees the fact may read them, and they are kept as long as it is.</summary>
public interface INamesFiles
{
    IReadOnlyList<FileHash> NamedFiles();
}

/// <summary>Which fact names which file.</summary>
/// <param name="File">SHA-256 of the file.</param>
/// <param name="Entry">The fact's entry.</param>
/// <param name="Organisation">USCC of the organisation that recorded it; null for a supervisor.</param>
public sealed record FileMention(FileHash File, Guid Entry, string? Organisation);
