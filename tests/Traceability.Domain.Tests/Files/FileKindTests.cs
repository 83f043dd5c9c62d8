using System.Text;
using Traceability.Domain.Files;
using Traceability.Domain.Values;

namespace Traceability.Domain.Tests.Files;

public sealed class FileKindTests
{
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1];

    public static TheoryData<byte[], string?> Contents { get; } = new()
    {
        { "%PDF-1.7\n1 0 obj\nendobj\ntrailer\n%%EOF\n"u8.ToArray(), "application/pdf" },
        { Png, "image/png" },
        { [0xFF, 0xD8, 0xFF, 0xE0, 0, 16], "image/jpeg" },
        { "time,°C\n08:00,2.1\n08:10,-0.5\n"u8.ToArray(), "text/csv" },
        { "\uFEFFtime;celsius\r\n08:00;2,1\r\n"u8.ToArray(), "text/csv" },
        { "Logger 7\n\ntime\tcelsius\n08:00\t--\n"u8.ToArray(), "text/csv" },
        // Named .pdf or .csv by who sends it: the bytes decide.
        { [], null },
        { "%PDF-1.7 cut off"u8.ToArray(), null },
        { "<html><script>alert(1)</script>,\n,</html>"u8.ToArray(), null },
        { "  \r\n<svg onload=alert(1)>,\n,"u8.ToArray(), null },
        { "MZ\0\0"u8.ToArray(), null },
        { "PK\x03\x04 a,b\nc,d"u8.ToArray(), null },
        { "no table at all"u8.ToArray(), null },
        { "only,one line"u8.ToArray(), null },
        { "a,b\n=cmd|'/c calc'!A0,1\n"u8.ToArray(), null },
        { "a,b\n\" =1+1\",1\n"u8.ToArray(), null },
        { "a,b\n@SUM(A1),1\n"u8.ToArray(), null },
        { "a,b\n-cmd,1\n"u8.ToArray(), null },
        { "a,b\n1,\x1b[2J\n"u8.ToArray(), null },
        { [.. "a,b\n1,"u8, 0xFF, 0xFE, 0x0A], null },
        { Encoding.Unicode.GetBytes("a,b\n1,2\n"), null },
        { Png[..15], null },
        { "GIF89a"u8.ToArray(), null },
    };

    [Theory]
    [MemberData(nameof(Contents))]
    public void File_ByItsContent_IsOfAKindOrNone(byte[] content, string? mediaType) => Assert.Equal(mediaType, FileKind.Of(content)?.MediaType);

    [Theory]
    [InlineData("")]
    [InlineData("E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855")]
    [InlineData("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b85")]
    [InlineData("../../../../etc/passwd")]
    public void Hash_OfAnyOtherForm_IsRefused(string text)
    {
        Assert.False(FileHash.TryParse(text, out _, out var error));
        Assert.Equal("file.hash", error.Rule);
    }

    [Fact]
    public void Hash_OfNothing_IsSha256OfNothing() =>
        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", FileHash.Of([]).ToString());
}
