using System.Text.Json;
using Traceability.Tests;

namespace Traceability.Ethereum.Tests;

/// <summary>The test vectors of ethers.js, where they are; else the test is skipped.</summary>
internal static class Vectors
{
    public static JsonElement Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(TestFiles.Vector("ethereum", file)));
        return document.RootElement.Clone();
    }

    public static string Text(this JsonElement element, string field) =>
        element.GetProperty(field).GetString() ?? throw new InvalidDataException($"{field} is null");

    public static byte[] Bytes(this JsonElement element, string field) => Bytes(element.Text(field));

    public static byte[] Bytes(string hex) => Convert.FromHexString(hex.AsSpan(2));
}
