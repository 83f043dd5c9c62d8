using System.Text.Json.Nodes;

namespace Traceability.Web.Description;

/// <summary>An example for the body of each command, in the folder Examples under the command's name; all people and organisations in them are made up.</summary>
internal static class BodyExamples
{
    private const string Folder = "Examples/";

    /// <summary>The names of the commands that have one.</summary>
    public static IEnumerable<string> Names =>
        typeof(BodyExamples).Assembly.GetManifestResourceNames().Where(n => n.StartsWith(Folder, StringComparison.Ordinal)).Select(n => Path.GetFileNameWithoutExtension(n[Folder.Length..]));

    public static JsonNode? Find(Type command)
    {
        using var file = typeof(BodyExamples).Assembly.GetManifestResourceStream($"{Folder}{command.Name}.json");
        return file is null ? null : JsonNode.Parse(file);
    }
}
