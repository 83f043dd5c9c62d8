namespace Traceability.EndToEnd.Operations;

/// <summary>A folder for the files of a test.</summary>
internal sealed class Scratch : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("traceability-e2e-files-");

    public IEnumerable<string> Names => _folder.EnumerateFileSystemInfos().Select(file => file.Name).Order(StringComparer.Ordinal);

    public string File(string name) => Path.Combine(_folder.FullName, name);

    /// <summary>The same file without its last line.</summary>
    public string Cut(string name)
    {
        System.IO.File.WriteAllLines(File("cut-" + name), System.IO.File.ReadAllLines(File(name))[..^1]);
        return File("cut-" + name);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
