using System.Globalization;
using Traceability.Domain.Reference;

namespace Traceability.Domain.Cultivation;

public static class CultivationProblems
{
    public static Problem Banned(string ingredient, string crop, DateOnly day, PesticideBan ban, int index) =>
        new("spray.banned", ProblemKind.Refused, string.Create(CultureInfo.InvariantCulture, $"The use of {ingredient} on {crop} is banned from {ban.From:yyyy-MM-dd}{(ban.To is { } last ? $" to {last:yyyy-MM-dd}" : "")} by {ban.Notice}, and this was on {day:yyyy-MM-dd}."))
        {
            Field = $"ingredients[{index}]",
            Facts = new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["ingredient"] = ingredient, ["crop"] = crop, ["usedOn"] = day, ["notice"] = ban.Notice, ["bannedFrom"] = ban.From, ["bannedTo"] = ban.To, ["verify"] = ban.Verify ? ban.Notice : null,
            },
        };

    public static Problem IntervalUnknown { get; } =
        new("spray.interval-unknown", ProblemKind.Refused, "Say how many days the label wants between the use and the harvest: the register knows no interval for these ingredients on this crop.") { Field = "intervalDays" };

    public static Problem InsideInterval(PlotInterval interval, DateOnly harvest) =>
        new("harvest.inside-interval", ProblemKind.Refused, string.Create(CultureInfo.InvariantCulture, $"The plot was sprayed on {interval.SprayedOn:yyyy-MM-dd}{(interval.Ingredients.Length == 0 ? "" : $" with {interval.Ingredients}")}; with an interval of {interval.Days} days it may be harvested from {interval.FirstHarvestDay:yyyy-MM-dd} on, and this was on {harvest:yyyy-MM-dd}."))
        {
            Field = "occurred",
            Facts = new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["sprayedOn"] = interval.SprayedOn, ["ingredient"] = interval.Ingredients, ["intervalDays"] = interval.Days, ["firstHarvestDay"] = interval.FirstHarvestDay, ["harvestedOn"] = harvest,
            },
        };
}
