namespace Traceability.Web.Presentation.Forms;

/// <summary>
/// One of the organisation's own things, as <c>_Pick</c> draws it: cards while they are few, else a list with a search that needs no script.
/// The page narrows what it offers by <see cref="Form.Sought"/> and shows itself again while the form only <see cref="Form.Looks"/>.
/// </summary>
/// <param name="Name">The member of the message.</param>
/// <param name="Options">What may be chosen; where it is a single one, it is chosen already.</param>
public sealed record Pick(Form Form, string Name, string Label, IReadOnlyList<PickOption> Options)
{
    /// <summary>So many are shown as cards.</summary>
    public const int MostCards = 7;

    public string? Hint { get; init; }

    public bool Optional { get; init; }

    /// <summary>There are more than are offered.</summary>
    public bool More { get; init; }

    /// <summary>What is said where there is nothing to choose.</summary>
    public Empty? Empty { get; init; }

    public string Id => Form.IdOf(Name);

    public bool Searches => More || Options.Count > MostCards || Form.Sought(Name) is not null;

    public bool IsChosen(PickOption option) => Form.Typed(Name) is { Length: > 0 } typed
        ? string.Equals(typed, option.Value, StringComparison.Ordinal)
        : Options.Count == 1 && !More;
}

/// <param name="Label">Its name.</param>
/// <param name="Detail">What tells it from another of the same name.</param>
public sealed record PickOption(string Value, string Label, string? Detail = null)
{
    /// <summary>How much of it is used, drawn as a bar, 0 to 1; null where nothing bounds it.</summary>
    public decimal? Filled { get; init; }
}
