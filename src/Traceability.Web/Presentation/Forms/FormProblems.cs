using Traceability.Domain;

namespace Traceability.Web.Presentation.Forms;

/// <summary>What a page sees by itself, before anything is sent. These codes name words of ours; the API never gives them.</summary>
internal static class FormProblems
{
    private const string MissingCode = "form.missing";
    private const string NothingChosenCode = "form.nothing-chosen";
    private const string DifferCode = "form.passwords-differ";

    public static Problem PasswordsDiffer { get; } = new(DifferCode, ProblemKind.Malformed, "The two new passwords are not the same.") { Field = "again" };

    public static Problem Missing(string field) => new(MissingCode, ProblemKind.Malformed, "This has to be filled in.") { Field = field };

    public static Problem NothingChosen(string field) => new(NothingChosenCode, ProblemKind.Malformed, "At least one has to be chosen.") { Field = field };
}
