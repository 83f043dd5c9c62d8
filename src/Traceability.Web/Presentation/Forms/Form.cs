using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;
using Traceability.App.Access;
using Traceability.Domain;
using Traceability.Gs1.Identifiers;

namespace Traceability.Web.Presentation.Forms;

/// <summary>A form as its page shows it: what was typed stays, and what was refused says why beside its field.</summary>
/// <param name="fields">The members of the message that it asks for, in its own order and the message's spelling.</param>
public sealed class Form(params IReadOnlyList<string> fields)
{
    /// <summary>Name of the hidden value that makes a form sent twice one request.</summary>
    public const string OnceField = "once";

    private const int OnceLength = 32;

    private readonly Dictionary<string, StringValues> _typed = new(StringComparer.Ordinal);
    private readonly List<Problem> _problems = [];

    /// <summary>In the order of the fields; first what belongs to none of them.</summary>
    public IReadOnlyList<Problem> Problems => [.. _problems.OrderBy(p => IndexOf(p.Field))];

    public bool Refused => _problems.Count > 0;

    /// <summary>The same for every time that this form is sent.</summary>
    public string Once { get; private set; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(OnceLength / 2));

    /// <summary>Takes what was sent; what the form does not ask for is left alone.</summary>
    public void Read(IFormCollection sent)
    {
        foreach (var field in fields)
            _typed[field] = sent[field];
        if (sent[OnceField] is [{ Length: OnceLength } once] && once.All(char.IsAsciiHexDigitLower))
            Once = once;
    }

    /// <summary>What stands in a field before anything is typed.</summary>
    public void Fill(string field, params string?[] values) => _typed[field] = values;

    /// <summary>As it was typed, to be shown again.</summary>
    public string Typed(string field) => _typed.TryGetValue(field, out var values) && values is [{ } first, ..] ? first : "";

    public bool Chosen(string field, string value) => _typed.TryGetValue(field, out var values) && values.Contains(value, StringComparer.Ordinal);

    /// <summary>A text without the blanks around it; null when nothing was typed.</summary>
    public string? Text(string field) => Typed(field).Trim() is { Length: > 0 } text ? text : null;

    /// <summary>A text that has to be there.</summary>
    public string Required(string field)
    {
        if (Text(field) is { } text)
            return text;
        Refuse(FormProblems.Missing(field));
        return "";
    }

    /// <summary>An identifier that has to be there; keyboards and copies bring full-width digits, blanks and invisible marks along.</summary>
    public T Identifier<T>(string field)
        where T : struct, IIdentifier<T>
    {
        var plain = Plain(Typed(field));
        if (plain.Length == 0)
            Refuse(FormProblems.Missing(field));
        else if (T.TryParse(plain, out var value, out var error))
            return value;
        else
            Refuse(new Problem(error.Rule, ProblemKind.Malformed, error.Message).On(field));
        return default;
    }

    /// <summary>The number of an account, which has to be there.</summary>
    public Guid? Account(string field)
    {
        var typed = Required(field);
        if (Guid.TryParse(typed, out var account))
            return account;
        if (typed.Length > 0)
            Refuse(SignInProblems.UnknownAccount.On(field));
        return null;
    }

    /// <summary>One line of text that has to be there: what was typed on several is joined.</summary>
    public string Line(string field) => string.Join(' ', Required(field).Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    /// <summary>The values that were chosen of those that are offered.</summary>
    public IReadOnlyList<T> Choices<T>(string field, IReadOnlyList<T> offered)
        where T : struct, Enum => [.. offered.Where(value => Chosen(field, value.ToString()))];

    /// <summary>The same, where at least one has to be chosen.</summary>
    public IReadOnlyList<T> SomeOf<T>(string field, IReadOnlyList<T> offered)
        where T : struct, Enum
    {
        var chosen = Choices(field, offered);
        if (chosen.Count == 0)
            Refuse(FormProblems.NothingChosen(field));
        return chosen;
    }

    public void Refuse(Problem problem) => _problems.Add(problem);

    public bool TryGetProblem(string field, [NotNullWhen(true)] out Problem? problem)
    {
        problem = _problems.Find(p => string.Equals(p.Field, field, StringComparison.Ordinal));
        return problem is not null;
    }

    /// <summary>Where the keyboard waits: in the first field that was refused, else in the page's own first.</summary>
    public bool Waits(string field, bool first) => Refused ? string.Equals(Problems.FirstOrDefault(p => Asks(p.Field))?.Field, field, StringComparison.Ordinal) : first;

    /// <summary>Whether a problem has a field of this form to stand beside.</summary>
    public bool Asks(string? field) => field is not null && fields.Contains(field, StringComparer.Ordinal);

    public static string IdOf(string field) => "f-" + field.Replace('.', '-');

    private int IndexOf(string? field) => fields.Index().Where(f => string.Equals(f.Item, field, StringComparison.Ordinal)).Select(f => f.Index + 1).FirstOrDefault();

    private static string Plain(string text) =>
        string.Concat(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Normalize(NormalizationForm.FormKC).Where(c => !char.IsWhiteSpace(c) && char.GetUnicodeCategory(c) is not (UnicodeCategory.Format or UnicodeCategory.Control)));
}
