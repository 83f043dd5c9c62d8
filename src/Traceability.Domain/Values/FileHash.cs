using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Traceability.Gs1.Identifiers;

namespace Traceability.Domain.Values;

/// <summary>
/// The name of a stored file: SHA-256 of its bytes, 64 hexadecimal digits in lower case. Rule: <c>file.hash</c>.
/// The default value is "no value": its text is empty and no <c>Parse</c> returns it.
/// </summary>
public readonly record struct FileHash : IIdentifier<FileHash>
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    private readonly string? _text;

    private FileHash(string text) => _text = text;

    public static FileHash Of(ReadOnlySpan<byte> content) => new(Convert.ToHexStringLower(SHA256.HashData(content)));

    public static FileHash Parse(string text) => TryParse(text, out var value, out var error) ? value : throw error.ToException();

    public static bool TryParse([NotNullWhen(true)] string? text, out FileHash value, [NotNullWhen(false)] out IdentifierError? error)
    {
        error = text is { Length: 2 * SHA256.HashSizeInBytes } && !text.AsSpan().ContainsAnyExcept(Digits)
            ? null
            : new("file.hash", "A file is named by the SHA-256 of its bytes: 64 hexadecimal digits in lower case.");
        value = error is null ? new(text!) : default;
        return error is null;
    }

    public override string ToString() => _text ?? "";
}
