using Traceability.Domain;

namespace Traceability.Web.Presentation.Forms;

/// <summary>What a page sees by itself, before anything is sent. These codes name words of ours; the API never gives them.</summary>
internal static class FormProblems
{
    private const string MissingCode = "form.missing";
    private const string NothingChosenCode = "form.nothing-chosen";
    private const string NumberCode = "form.number";
    private const string WholeCode = "form.whole";
    private const string DayCode = "form.day";
    private const string MomentCode = "form.moment";
    private const string SlipCode = "form.slip";
    private const string TableCode = "form.table";
    private const string LinesCode = "form.lines";
    private const string DifferCode = "form.passwords-differ";

    public static Problem PasswordsDiffer { get; } = new(DifferCode, ProblemKind.Malformed, "The two new passwords are not the same.") { Field = "again" };

    public static Problem Missing(string field) => new(MissingCode, ProblemKind.Malformed, "This has to be filled in.") { Field = field };

    public static Problem NothingChosen(string field) => new(NothingChosenCode, ProblemKind.Malformed, "At least one has to be chosen.") { Field = field };

    public static Problem NoNumber(string field) => new(NumberCode, ProblemKind.Malformed, "This is a number, with a point before its decimals.") { Field = field };

    public static Problem NotWhole(string field) => new(WholeCode, ProblemKind.Malformed, "This is a whole number.") { Field = field };

    public static Problem NoDay(string field) => new(DayCode, ProblemKind.Malformed, "This is a day of the calendar.") { Field = field };

    public static Problem NoMoment(string field) => new(MomentCode, ProblemKind.Malformed, "This is a day and a time that the clocks of the place have shown.") { Field = field };

    public static Problem NoSlip(string field, string line) => new(SlipCode, ProblemKind.Malformed, "A weigh slip is a collector's number and a weight, on a line of its own.")
    {
        Field = field,
        Facts = new Dictionary<string, object?>(StringComparer.Ordinal) { ["line"] = line },
    };

    public static Problem NoTable(string field) => new(TableCode, ProblemKind.Malformed, "By its content this is no table in UTF-8 without formulas.") { Field = field };

    public static Problem BadLines(string field) => new(LinesCode, ProblemKind.Malformed, "Some lines cannot be read; they are named above.") { Field = field };
}
