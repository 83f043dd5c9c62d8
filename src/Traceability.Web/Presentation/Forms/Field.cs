using Traceability.Domain;

namespace Traceability.Web.Presentation.Forms;

/// <summary>One line of a form: label, hint, what was typed and what is wrong with it.</summary>
/// <param name="Name">The member of the message.</param>
/// <param name="Label">In the reader's language.</param>
public sealed record Field(Form Form, string Name, string Label)
{
    private const int LongestNumber = 24;

    public string? Hint { get; init; }

    /// <summary>The type of the HTML input; what is typed as a password is never written back.</summary>
    public string Type { get; init; } = "text";

    public bool Optional { get; init; }

    /// <summary>Whether it has to be there depends on another field: the browser asks for nothing, the page does.</summary>
    public bool Conditional { get; init; }

    public string AutoComplete { get; init; } = "off";

    /// <summary>Which keyboard a phone shows.</summary>
    public string? InputMode { get; init; }

    public int? MaxLength { get; init; }

    /// <summary>Codes are typed in type of one width, and nothing corrects their spelling.</summary>
    public bool Code { get; init; }

    /// <summary>Several lines.</summary>
    public int Rows { get; init; } = 1;

    /// <summary>The one field of the page that the keyboard waits in.</summary>
    public bool First { get; init; }

    /// <summary>What a number is counted in, written behind it.</summary>
    public string? Unit { get; init; }

    public string Id => Form.IdOf(Name);

    public string Value => Type == "password" ? "" : Form.Typed(Name);

    /// <summary>A decimal number with its unit; read with <see cref="Forms.Form.Number"/>.</summary>
    public static Field Number(Form form, string name, string label, string? unit = null) => new(form, name, label) { Unit = unit, InputMode = "decimal", MaxLength = LongestNumber };

    /// <summary>A whole number; read with <see cref="Forms.Form.Whole"/>.</summary>
    public static Field Whole(Form form, string name, string label, string? unit = null) => new(form, name, label) { Unit = unit, InputMode = "numeric", MaxLength = LongestNumber };

    /// <summary>A day; read with <see cref="Forms.Form.Day"/>.</summary>
    public static Field Day(Form form, string name, string label) => new(form, name, label) { Type = "date" };

    /// <summary>A moment that has to be said; read with <see cref="Forms.Form.RequiredMoment"/>.</summary>
    public static Field RequiredMoment(Form form, string name, string label) => new(form, name, label) { Type = "datetime-local" };

    /// <summary>When something happened, by the clocks of the place; left empty it is now. Read with <see cref="Forms.Form.Moment"/>.</summary>
    public static Field Moment(Form form, string name, Wording text) => new(form, name, text["form.occurred"]) { Type = "datetime-local", Optional = true, Hint = text["form.occurred.hint"] };
}

/// <summary>Several of a few: boxes to tick, or one of them.</summary>
/// <param name="Several">Whether more than one may be chosen.</param>
public sealed record Choice(Form Form, string Name, string Legend, IReadOnlyList<ChoiceOption> Options, bool Several)
{
    public string? Hint { get; init; }

    public string Id => Form.IdOf(Name);
}

public sealed record ChoiceOption(string Value, Microsoft.AspNetCore.Html.IHtmlContent Label, Microsoft.AspNetCore.Html.IHtmlContent? Detail = null)
{
    /// <summary>Why it cannot be chosen; null where it can.</summary>
    public Problem? Why { get; init; }
}
