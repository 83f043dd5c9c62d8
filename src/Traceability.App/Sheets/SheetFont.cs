using System.Diagnostics.CodeAnalysis;

namespace Traceability.App.Sheets;

/// <summary>The Chinese font of this machine that sheets are drawn with, wherever systems keep their fonts.</summary>
public sealed class SheetFont
{
    /// <summary>Open fonts with Chinese characters and outlines in CFF; the first that is there is taken.</summary>
    private static readonly string[] Names =
    [
        "NotoSansCJK-Regular.ttc", "NotoSansCJK-Medium.ttc", "NotoSansCJKsc-Regular.otf", "NotoSansSC-Regular.otf", "SourceHanSans.ttc", "SourceHanSans-Regular.ttc", "SourceHanSansSC-Regular.otf",
        "SourceHanSansCN-Regular.otf", "NotoSerifCJK-Regular.ttc", "NotoSansCJK-Bold.ttc",
    ];

    private static readonly string[] Folders =
    [
        "/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "/System/Library/Fonts", Environment.GetFolderPath(Environment.SpecialFolder.Fonts),
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "fonts"),
    ];

    private readonly Lazy<string?> _path;

    public SheetFont()
        : this(Folders)
    {
    }

    /// <param name="folders">Where to look, each with all below it.</param>
    public SheetFont(params IReadOnlyList<string> folders) => _path = new(() => Find(folders));

    /// <summary>Whether there is one: without it no sheet can be drawn as PDF.</summary>
    public bool IsThere => _path.Value is not null;

    internal bool TryOpen([NotNullWhen(true)] out OutlineFont? font)
    {
        font = null;
        return _path.Value is { } path && OutlineFont.TryOpen(path, out font);
    }

    private static string? Find(IReadOnlyList<string> folders)
    {
        var all = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, MaxRecursionDepth = 6 };
        var there = folders.Where(Directory.Exists).SelectMany(folder => Directory.EnumerateFiles(folder, "*", all)).Where(file => Names.Contains(Path.GetFileName(file), StringComparer.OrdinalIgnoreCase)).ToList();
        foreach (var name in Names)
        {
            if (there.Find(file => string.Equals(Path.GetFileName(file), name, StringComparison.OrdinalIgnoreCase)) is { } file && OutlineFont.TryOpen(file, out var font))
            {
                font.Dispose();
                return file;
            }
        }

        return null;
    }
}
