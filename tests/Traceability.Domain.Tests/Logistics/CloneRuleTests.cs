using Traceability.Domain.Labels;

namespace Traceability.Domain.Tests.Logistics;

public sealed class CloneRuleTests
{
    private const string Chengdu = "5101";
    private const string Harbin = "2301";
    private const string Guangzhou = "4401";
    private static readonly DateTimeOffset Day = new(2026, 5, 24, 0, 0, 0, TimeSpan.FromHours(8));

    [Fact]
    public void Serial_SeenInThreeCitiesInAnHour_IsUnusual() =>
        Assert.True(CloneRule.IsUnusual([At(10, 2, Chengdu), At(10, 40, Harbin), At(11, 15, Guangzhou)]));

    [Fact]
    public void Serial_SeenTwiceFasterThanAnyoneFlies_IsUnusual() => Assert.True(CloneRule.IsUnusual([At(10, 40, Harbin), At(10, 2, Chengdu)]));

    [Fact]
    public void Serial_FlownFromOneCityToAnother_IsNot() => Assert.False(CloneRule.IsUnusual([At(6, 0, Chengdu), At(12, 0, Harbin)]));

    [Fact]
    public void Serial_SeenOftenInOneCity_IsNot() => Assert.False(CloneRule.IsUnusual(Enumerable.Range(0, 40).Select(i => At(9, i, Chengdu))));

    [Fact]
    public void Serial_SeenThriceWithinADayInTwoCities_IsUnusualAndLaterIsNot()
    {
        Assert.True(CloneRule.IsUnusual([At(1, 0, "5301"), At(2, 0, "5323"), At(25, 0, "5301")]));
        Assert.False(CloneRule.IsUnusual([At(1, 0, "5301"), At(2, 0, "5323"), At(25, 1, "5301")]));
    }

    [Fact]
    public void Serial_SeenInCitiesWhoseDistanceIsNotKnown_IsNotSaidToBeTooFast() => Assert.False(CloneRule.IsUnusual([At(1, 0, "5301"), At(1, 1, "2306")]));

    private static Sighting At(int hour, int minute, string city) => new(Day.AddHours(hour).AddMinutes(minute), city);
}
