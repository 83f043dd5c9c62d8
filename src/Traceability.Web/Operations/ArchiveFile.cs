using Traceability.App.Archive;

namespace Traceability.Web.Operations;

/// <summary>The file of a verb: outside the data directory, no link, never overwritten, and either whole or not there.</summary>
internal static class ArchiveFile
{
    /// <exception cref="NotDoneException">The file cannot be read here.</exception>
    public static FileStream Open(string file, string dataDirectory) => Guarded(file, () =>
    {
        var path = Judge(file, dataDirectory);
        if (Directory.Exists(path))
            throw new NotDoneException($"{file} is a directory.");
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16, FileOptions.Asynchronous);
        if (stream.CanSeek)
            return stream;
        stream.Dispose();
        throw new NotDoneException($"{file} is no ordinary file.");
    });

    /// <summary>Writes under another name beside it, makes it durable, and only then gives it its name.</summary>
    /// <exception cref="NotDoneException">The file is there, or cannot be written here.</exception>
    public static async Task<T> WriteAsync<T>(string file, string dataDirectory, Func<Stream, Task<T>> write)
    {
        var path = Guarded(file, () => Judge(file, dataDirectory));
        if (Path.Exists(path))
            throw new NotDoneException($"{file} is there already, and nothing is overwritten.");
        var unfinished = Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.{Path.GetRandomFileName()}.partial");
        try
        {
            T written;
            await using (var stream = Guarded(file, () => Create(unfinished)))
            {
                written = await write(stream);
                stream.Flush(flushToDisk: true);
            }

            Guarded(file, () =>
            {
                File.Move(unfinished, path, overwrite: false);
                return true;
            });
            return written;
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    private static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, BufferSize = 1 << 16, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }

    private static string Judge(string file, string dataDirectory)
    {
        var path = Path.GetFullPath(file);
        if (Path.GetFileName(path).Length == 0)
            throw new NotDoneException($"{file} is a directory.");
        var folder = Path.GetDirectoryName(path)!;
        if (!Directory.Exists(folder))
            throw new NotDoneException($"There is no directory {folder}.");
        if (new FileInfo(path).LinkTarget is not null)
            throw new NotDoneException($"{file} is a symbolic link; name the file itself.");
        var (real, data) = (Real(folder), Real(dataDirectory));
        if (real == data || real.StartsWith(data + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new NotDoneException($"{file} is inside the data directory {dataDirectory}, which is the server's own and is lost as a whole. Name a file elsewhere.");
        return Path.Combine(real, Path.GetFileName(path));
    }

    /// <summary>The folder without links on the way to it.</summary>
    private static string Real(string folder)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var real = Path.GetPathRoot(full)!;
        foreach (var name in full[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            real = Path.Combine(real, name);
            if (Directory.Exists(real) && new DirectoryInfo(real).ResolveLinkTarget(returnFinalTarget: true) is { } target)
                real = Real(target.FullName);
        }

        return real;
    }

    private static T Guarded<T>(string file, Func<T> use)
    {
        try
        {
            return use();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new NotDoneException($"{ShownText.Of(file)} cannot be used: {e.Message}");
        }
    }
}
