using Mediator;
using Traceability.App.Features.Files;
using Traceability.Domain;
using Traceability.Domain.Files;
using Traceability.Domain.Values;

namespace Traceability.Web.Presentation.Forms;

/// <summary>The field for a file, as <c>_File</c> draws it; its form is <c>multipart/form-data</c>.</summary>
/// <param name="Name">The member of the message.</param>
public sealed record FileField(Form Form, string Name, string Label, string Hint)
{
    public string Id => Form.IdOf(Name);
}

/// <summary>A file that came with a form.</summary>
internal static class SentFile
{
    /// <summary>As much as the body of such a form may have.</summary>
    public const int MostBytes = FileKind.MostBytes + 256 * 1024;

    /// <summary>Keeps it for the fact that will name it.</summary>
    /// <returns>Its hash; null where none was sent.</returns>
    public static async ValueTask<Result<FileHash?>> KeepAsync(this ISender sender, IFormFile? sent, string field, CancellationToken ct)
    {
        if (sent is not { Length: > 0 })
            return (FileHash?)null;
        using var content = new MemoryStream();
        await sent.CopyToAsync(content, ct);
        var stored = await sender.Send(new StoreFile(content.ToArray()), ct);
        return stored.Failed(out var file) ? stored.Problem.On(field) : FileHash.Parse(file.Sha256);
    }
}
