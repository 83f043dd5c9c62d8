using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Primitives;
using Traceability.App.Access;
using Traceability.Domain;
using Traceability.Gs1.Identifiers;

namespace Traceability.Web.Presentation.Forms;

/// <summary>A form as its page shows it: what was typed stays, and what was refused says why beside its field.</summary>
/// <param name="fields">The members of the message that it asks for, in its own order and the message's spelling.</param>
public sealed partial class Form(params IReadOnlyList<string> fields)
{
    /// <summary>Name of the hidden value that makes a form sent twice one request.</summary>
    public const string OnceField = "once";

    /// <summary>Name of the button that looks for something to choose and sends nothing.</summary>
    public const string LookField = "look";

    private const int OnceLength = 32;

    /// <summary>As browsers send the value of <c>datetime-local</c>.</summary>
    private static readonly string[] Moments = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"];

    private readonly Dictionary<string, StringValues> _typed = new(StringComparer.Ordinal);
    private readonly List<Problem> _problems = [];

    /// <summary>In the order of the fields; first what belongs to none of them.</summary>
    public IReadOnlyList<Problem> Problems => [.. _problems.OrderBy(p => IndexOf(p.Field))];

    public bool Refused => _problems.Count > 0;

    /// <summary>The same for every time that this form is sent.</summary>
    public string Once { get; private set; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(OnceLength / 2));

    /// <summary>Whether something to choose was looked for; then nothing is done yet.</summary>
    public bool Looks { get; private set; }

    /// <summary>What the button that was pressed looks for; empty for another button.</summary>
    public string Looked { get; private set; } = "";

    /// <summary>Takes what was sent; what the form does not ask for is left alone.</summary>
    public void Read(IFormCollection sent)
    {
        foreach (var field in fields)
        {
            _typed[field] = sent[field];
            _typed[SoughtField(field)] = sent[SoughtField(field)];
            Looks |= !string.Equals(sent[SoughtField(field)].ToString(), sent[SoughtBeforeField(field)].ToString(), StringComparison.Ordinal);
        }

        Looked = sent[LookField].ToString();
        Looks |= Looked.Length > 0;
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

    /// <summary>What was picked of the organisation's own things, which has to be.</summary>
    public string Picked(string field)
    {
        if (Text(field) is { } value)
            return value;
        Refuse(FormProblems.NothingChosen(field));
        return "";
    }

    /// <summary>The same, where it is known by an id.</summary>
    public Guid PickedId(string field)
    {
        var picked = Picked(field);
        if (Guid.TryParse(picked, out var id))
            return id;
        if (picked.Length > 0)
            Refuse(FormProblems.NothingChosen(field));
        return default;
    }

    /// <summary>What the things to choose from are narrowed by; null for nothing.</summary>
    public string? Sought(string field) => Text(SoughtField(field)) is { } sought ? sought[..Math.Min(sought.Length, Registers.Finder.MaxLength)] : null;

    /// <summary>A number that has to be there.</summary>
    public decimal Number(string field)
    {
        Required(field);
        return NumberOrNone(field) ?? 0;
    }

    /// <summary>A number, or null where nothing was typed. Full-width digits and commas between thousands are understood.</summary>
    public decimal? NumberOrNone(string field)
    {
        var plain = Plain(Typed(field));
        if (plain.Length == 0)
            return null;
        if (TryNumber(plain, out var number))
            return number;
        Refuse(FormProblems.NoNumber(field));
        return null;
    }

    /// <summary>The number that stands in a field, for a sum that is shown before anything is sent; null where there is none.</summary>
    public decimal? Amount(string field) => TryNumber(Plain(Typed(field)), out var number) ? number : null;

    /// <summary>A whole number that has to be there.</summary>
    public int Whole(string field)
    {
        Required(field);
        return WholeOrNone(field) ?? 0;
    }

    /// <summary>A whole number, or null where nothing was typed.</summary>
    public int? WholeOrNone(string field)
    {
        if (NumberOrNone(field) is not { } number)
            return null;
        if (decimal.Truncate(number) == number && number is >= int.MinValue and <= int.MaxValue)
            return (int)number;
        Refuse(FormProblems.NotWhole(field));
        return null;
    }

    /// <summary>A day, or null where nothing was chosen.</summary>
    public DateOnly? Day(string field)
    {
        if (Text(field) is not { } text)
            return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        Refuse(FormProblems.NoDay(field));
        return null;
    }

    /// <summary>A day that has to be chosen.</summary>
    public DateOnly RequiredDay(string field)
    {
        Required(field);
        return Day(field) ?? default;
    }

    /// <summary>Several identifiers, at least one, with blanks, commas or lines between them.</summary>
    public IReadOnlyList<T> Several<T>(string field)
        where T : struct, IIdentifier<T>
    {
        var read = new List<T>();
        foreach (var typed in Required(field).Split([' ', '\r', '\n', '\t', ',', '，', '、', ';', '；'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (T.TryParse(Plain(typed), out var value, out var error))
            {
                read.Add(value);
                continue;
            }

            Refuse(new Problem(error.Rule, ProblemKind.Malformed, error.Message).On(field));
            break;
        }

        return read;
    }

    /// <summary>A moment by the clocks of a place, with their offset; null where nothing was chosen, which is now.</summary>
    public DateTimeOffset? Moment(string field, TimeZoneInfo zone)
    {
        if (Text(field) is not { } text)
            return null;
        if (DateTime.TryParseExact(text, Moments, CultureInfo.InvariantCulture, DateTimeStyles.None, out var clock) && !zone.IsInvalidTime(clock)
            && zone.GetUtcOffset(clock) is var offset && clock.Ticks > offset.Ticks && clock.Ticks - offset.Ticks < DateTime.MaxValue.Ticks)
            return new DateTimeOffset(clock, offset);
        Refuse(FormProblems.NoMoment(field));
        return null;
    }

    /// <summary>A moment that has to be chosen.</summary>
    public DateTimeOffset RequiredMoment(string field, TimeZoneInfo zone)
    {
        Required(field);
        return Moment(field, zone) ?? default;
    }

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

    public static string IdOf(string field) => "f-" + field.Replace('.', '-').Replace('[', '-').Replace("]", "", StringComparison.Ordinal);

    public static string SoughtField(string field) => field + "-sought";

    /// <summary>Name of the hidden value that tells what the offered things are narrowed by now.</summary>
    public static string SoughtBeforeField(string field) => field + "-sought-before";

    private int IndexOf(string? field) => fields.Index().Where(f => string.Equals(f.Item, field, StringComparison.Ordinal)).Select(f => f.Index + 1).FirstOrDefault();

    private static bool TryNumber(string plain, out decimal number)
    {
        number = 0;
        return TypedNumber().IsMatch(plain)
            && decimal.TryParse(plain.Replace(",", "", StringComparison.Ordinal).Replace('\u2212', '-'), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
    }

    private static string Plain(string text) =>
        string.Concat(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Normalize(NormalizationForm.FormKC).Where(c => !char.IsWhiteSpace(c) && char.GetUnicodeCategory(c) is not (UnicodeCategory.Format or UnicodeCategory.Control)));

    [GeneratedRegex(@"^[-\u2212+]?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)(\.[0-9]+)?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TypedNumber();
}
