using System.Text;
using Traceability.App.Features.Supervision;
using Traceability.Domain.Places;

namespace Traceability.App.Tests.Access;

public sealed class RegionsCsvTests
{
    private const string Header = "code,name,nameEn,parent,validFrom,validTo,successor\n";

    [Fact]
    public void Read_WholeTable_GivesItsRows()
    {
        var read = Read("\uFEFF" + Header + "130000,河北省,Hebei,,,,\r\n130722,\"张北, \"\"旧\"\"县\",Zhangbei County,130000,1949-10-01,2026-09-30,130727\r\n130727,阳原县,Yangyuan,,,,\n\n");

        Assert.Equal([County.Row("130000") with { Name = "河北省", NameEn = "Hebei" }, County.Row("130722", "130000", "1949-10-01", "2026-09-30", "130727") with { Name = "张北, \"旧\"县", NameEn = "Zhangbei County" }, County.Row("130727") with { Name = "阳原县", NameEn = "Yangyuan" }], read);
    }

    [Fact]
    public void Read_OnlyTheColumnsThatAreNeededInAnotherOrder_GivesItsRows() =>
        Assert.Equal([County.Row("130000") with { Name = "河北省", NameEn = "Hebei" }], Read("nameEn,code,name\nHebei,130000,河北省"));

    [Fact]
    public void Read_WithPoints_GivesThemToTheirRows() =>
        Assert.Equal([new Coordinate(114.72m, 41.16m), null], Read("code,name,nameEn,latitude,longitude\n130722,张北县,Zhangbei,41.16,114.72\n130727,阳原县,Yangyuan,,").Select(r => r.Centre));

    [Theory]
    [InlineData("code,name,nameEn,longitude,latitude\n130722,张北县,Zhangbei,114.72,", "regions.line", "line 2")]
    [InlineData("code,name,nameEn,longitude,latitude\n130722,张北县,Zhangbei,114.72E,41.16", "regions.line", "line 2")]
    [InlineData("code,name,nameEn,longitude,latitude\n130722,张北县,Zhangbei,114.72,1e1", "regions.line", "line 2")]
    [InlineData("", "regions.columns", "line 1")]
    [InlineData("130000,河北省,Hebei", "regions.columns", "line 1")]
    [InlineData("code,name\n130000,河北省", "regions.columns", "line 1")]
    [InlineData("code,name,nameEn,nameEn\n", "regions.columns", "line 1")]
    [InlineData("code,name,nameEn,roles\n", "regions.columns", "line 1")]
    [InlineData(Header + "130000,河北省,Hebei,,,,\n13x722,张北县,Zhangbei,,,,", "regions.line", "line 3")]
    [InlineData(Header + "130000,河北省,Hebei,,,,\n\n130722,张北县,Zhangbei,,,,", "regions.line", "line 3")]
    [InlineData(Header + "130000,河北省,Hebei,,,", "regions.line", "line 2")]
    [InlineData(Header + "130000,河北省,Hebei,,,,,", "regions.line", "line 2")]
    [InlineData(Header + "130000,,Hebei,,,,", "regions.line", "line 2")]
    [InlineData(Header + "130722,张北县,Zhangbei,13,,,", "regions.line", "line 2")]
    [InlineData(Header + "130722,张北县,Zhangbei,,2026-13-01,,", "regions.line", "line 2")]
    [InlineData(Header + "130722,张北县,Zhangbei,,,01/02/2026,", "regions.line", "line 2")]
    [InlineData(Header + "130722,张北县,Zhangbei,,,,x", "regions.line", "line 2")]
    [InlineData(Header + "130722,\"张北县,Zhangbei,,,,", "regions.line", "line 2")]
    [InlineData(Header + "130722,\"张北县\"x,Zhangbei,,,,", "regions.line", "line 2")]
    [InlineData(Header + "130722,\"张\n北县\",Zhangbei,,,,", "regions.line", "line 2")]
    public void Read_MalformedTable_NamesTheLine(string text, string code, string line)
    {
        var problem = RegionsCsv.Read(Encoding.UTF8.GetBytes(text)).Problem!;

        Assert.Equal((code, line), (problem.Code, problem.Field));
    }

    [Fact]
    public void Read_ManyMalformedLines_NamesTheFirstTwenty()
    {
        var problem = RegionsCsv.Read(Encoding.UTF8.GetBytes(Header + string.Concat(Enumerable.Repeat("x,y,z,,,,\n", 1_000)))).Problem!;

        var rows = Assert.IsType<List<string>>(problem.Facts!["rows"]);
        Assert.Equal(20, rows.Count);
        Assert.StartsWith("line 21: code: ", rows[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TextThatIsNoUtf8_IsRefused() => Assert.Equal("regions.encoding", RegionsCsv.Read([.. "code,name,nameEn\n130000,"u8, 0xBA, 0xD3, .. ",Hebei"u8]).Problem?.Code);

    [Fact]
    public void ByLine_ProblemOfARow_IsNamedAsTheFileHasIt()
    {
        var problem = new Regions().Import(new RegionsImported { Edition = "1", FileSha256 = "", Count = 2, Rows = [County.Row("130000"), County.Row("130722", "140000")] }).Problem!;

        var placed = RegionsCsv.ByLine(problem);

        Assert.Equal("line 3, parent", placed.Field);
        Assert.Equal(["line 3, parent: 140000 is neither in the register nor in this import."], (IEnumerable<string>)placed.Facts!["rows"]!);
    }

    private static IReadOnlyList<RegionRow> Read(string text) => RegionsCsv.Read(Encoding.UTF8.GetBytes(text)).Value;
}
