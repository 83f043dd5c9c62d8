using Traceability.App.Access;

namespace Traceability.Web.Presentation.TodaysWork;

/// <summary>What one area has for somebody to do today. Each area is one class beside this; the start page finds it by itself.</summary>
public interface ITodaysWork
{
    /// <summary>A few tasks, each with its number and the page where it is done; none for who has nothing to do with the area.</summary>
    ValueTask<IReadOnlyList<TodaysTask>> ForAsync(Person person, CancellationToken ct);
}

/// <summary>How soon it has to be done: the start page begins with what is wrong.</summary>
public enum Urgency
{
    /// <summary>Something is stopped or broken.</summary>
    Wrong,
    /// <summary>Somebody waits for it.</summary>
    Waiting,
    /// <summary>The day's own work.</summary>
    Work,
    /// <summary>Whenever there is time.</summary>
    Sometime,
}

/// <param name="Title">What it is, in few words.</param>
/// <param name="Detail">What to do about it.</param>
public sealed record TodaysTask(Urgency Urgency, string Title, string Detail, string Href)
{
    /// <summary>So many are counted; beyond that it is "more than".</summary>
    public const int MostCounted = 99;

    /// <summary>How many there are; null where they are not counted.</summary>
    public int? Count { get; init; }

    /// <summary>There are more.</summary>
    public bool Beyond { get; init; }

    /// <summary>Name of the icon where nothing is counted.</summary>
    public string Icon { get; init; } = "next";

    /// <summary>Colour of the icon; null where it means nothing.</summary>
    public string? Tone { get; init; }
}
