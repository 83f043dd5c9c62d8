using System.Globalization;
using System.Resources;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Traceability.App.Access;
using Traceability.App.Features.Trace;
using Traceability.Domain;
using Traceability.Domain.Parties;
using Traceability.Domain.Quality;
using Traceability.Domain.Values;
using Traceability.Web.Presentation.Forms;

namespace Traceability.Web.Presentation;

/// <summary>The product's words, numbers, dates and places in one language.</summary>
public sealed class Wording
{
    private static readonly ResourceManager Texts = new("Traceability.Web.Resources.Texts", typeof(Wording).Assembly);
    private static readonly Wording Chinese = new(new Reader(Chinese: true, LargeType: false));
    private static readonly Wording English = new(new Reader(Chinese: false, LargeType: false));

    private static readonly TimeSpan ChinaOffset = TimeSpan.FromHours(8);
    private const decimal MuPerHectare = 15;

    private readonly bool _chinese;
    private readonly CultureInfo _culture;
    private readonly ResourceSet _texts;

    private Wording(Reader reader)
    {
        _chinese = reader.Chinese;
        _culture = reader.Culture;
        _texts = Texts.GetResourceSet(_culture, createIfNotExists: true, tryParents: false)
            ?? throw new MissingManifestResourceException($"The texts in {reader.Language} are missing.");
    }

    public string this[string key] => Find(key) ?? throw new KeyNotFoundException($"No text has the key {key}.");

    public static Wording For(Reader reader) => reader.Chinese ? Chinese : English;

    public string? Find(string key) => _texts.GetString(key);

    /// <summary>A text with its gaps filled; what is filled in keeps its own direction of writing.</summary>
    public IHtmlContent Sentence(string key, params IReadOnlyList<object> gaps) => new Sentence(this[key], gaps);

    /// <summary>"1 box", "2 boxes": the text of the key, for one that of <c>key.one</c>.</summary>
    public string Count(string key, decimal number) =>
        string.Format(_culture, number == 1 ? this[key + ".one"] : this[key], Number(number));

    /// <summary>A list as it is read out: "harvest, pack and shipment".</summary>
    public string List(IReadOnlyList<string> items) => items.Count < 2
        ? string.Concat(items)
        : string.Join(this["list.comma"], items.SkipLast(1)) + this["list.and"] + items[^1];

    public IHtmlContent Name(LocalText name) => new Isolated(name.In(_chinese), ForeignLanguage(name));

    /// <summary>The name where there is no room for markup.</summary>
    public string PlainName(LocalText name) => name.In(_chinese);

    public IHtmlContent Place(PlaceView place) => place.Name is { } name ? Name(name) : Sentence("place.unknown", place.Code);

    /// <summary>The county alone.</summary>
    public string ShortPlace(PlaceView place) => place.Name switch
    {
        null => place.Code,
        { En: { Length: > 0 } en } when !_chinese => en.Split(", ")[0],
        { Zh: var zh } => zh.Split(' ')[^1],
    };

    public IHtmlContent Party(PartyView party) => party.Name is { } name ? Name(name) : Sentence("party.erased", party.Uscc);

    public string Number(decimal number) => number.ToString("#,##0.###", _culture);

    /// <summary>A quantity by its UN/CEFACT unit: a mass, or boxes.</summary>
    public string Measure(decimal quantity, string unit) => unit == "KGM" ? Kilograms(quantity) : Count("unit.boxes", quantity);

    /// <summary>A product or base by its name, or by its number where the name was erased.</summary>
    public IHtmlContent Product(string? name, string? nameEn, string number) => Name(new LocalText(name ?? number, nameEn));

    /// <summary>The same where there is no room for markup.</summary>
    public string PlainProduct(string? name, string? nameEn, string number) => PlainName(new LocalText(name ?? number, nameEn));

    /// <summary>A text with its gaps filled where there is no room for markup.</summary>
    public string Fill(string key, params object[] gaps) => string.Format(_culture, this[key], gaps);

    /// <summary>What was found in food, with its unit: no decimal of it is left out.</summary>
    public string Content(decimal value, string unit) => $"{value.ToString("#,##0.#########", _culture)} {unit}";

    public string Kilograms(decimal kilograms) => Unit("unit.kilograms", kilograms);

    /// <summary>An amount on a mu.</summary>
    public string PerMu(Quantity amount) => string.Format(_culture, this["unit.per-mu"], Number(amount.Value), this[$"unit.of.{amount.Unit}"]);

    public string Area(decimal mu) => string.Format(_culture, this["unit.mu"], Number(mu), Number(decimal.Round(mu / MuPerHectare, 2)));

    public string Share(decimal share) => share.ToString("0.##%", _culture);

    /// <summary>A chain by its EIP-155 id, with the name of those that have one here.</summary>
    public string Chain(long id) => Find(string.Create(CultureInfo.InvariantCulture, $"chain.{id}")) is { } name
        ? string.Create(CultureInfo.InvariantCulture, $"{name} ({id})")
        : id.ToString(CultureInfo.InvariantCulture);

    /// <summary>What a rule that was broken asks for.</summary>
    public string Rule(string code) => Find("rule." + code) ?? this["rule.other"];

    /// <summary>Why something was refused, to the one who asked for it.</summary>
    public string Refusal(Problem problem) => Find("problem." + problem.Code) ?? Find("rule." + problem.Code) ?? this["problem.other"];

    /// <summary>The sum or the dates behind a refusal, by their names.</summary>
    public IReadOnlyList<(string Name, IHtmlContent Value)> Facts(Problem problem) =>
        [.. from fact in problem.Facts ?? new Dictionary<string, object?>() let name = Find("sum-of." + fact.Key) where name is not null && fact.Value is not null select (name, Value(fact.Key, fact.Value))];

    /// <summary>A person by a name from the vault, which may have been erased.</summary>
    public IHtmlContent Person(string? name) => name is null ? new Isolated(this["person.erased"]) : new Isolated(name);

    /// <summary>As what somebody acts: an organisation by its name, or their own office.</summary>
    public IHtmlContent Acting(ActingChoice choice) => choice.Organisation switch
    {
        null => new StringHtmlContent(this["acting.authority"]),
        { } uscc => choice.Name is { } name ? new Isolated(name) : Sentence("party.erased", uscc.ToString()),
    };

    /// <summary>A role to be chosen, with what it means.</summary>
    public ChoiceOption Option(Role role) => new(role.ToString(), new StringHtmlContent(this[$"role.{role}"]), new StringHtmlContent(this[$"role.{role}.detail"]));

    public string Roles(IEnumerable<Role> roles) => List([.. roles.Select(role => this[$"role.{role}"])]);

    public string Storage(decimal? minimum, decimal? maximum) => (minimum, maximum) switch
    {
        ({ } low, { } high) => string.Format(_culture, this["storage.between"], Celsius(low), Celsius(high)),
        ({ } low, null) => string.Format(_culture, this["storage.from"], Celsius(low)),
        (null, { } high) => string.Format(_culture, this["storage.to"], Celsius(high)),
        (null, null) => this["storage.any"],
    };

    public string Date(DateOnly date) => date.ToString(this["date"], _culture);

    public string Date(DateTimeOffset moment) => moment.ToString(this["date"], _culture);

    /// <summary>One date, or the first and the last of several without saying their month twice.</summary>
    public string Dates(DateOnly first, DateOnly last)
    {
        var pattern = first == last ? "{0}" : (first.Year, first.Month) == (last.Year, last.Month) ? this["date.days"] : this["date.range"];
        return string.Format(_culture, pattern, Date(first), Date(last), first.Day, last.Day);
    }

    /// <summary>The time of day with the name of its zone.</summary>
    public string Clock(DateTimeOffset moment) => string.Format(_culture, this["clock"], moment.ToString("HH:mm", CultureInfo.InvariantCulture), Zone(moment));

    private string Zone(DateTimeOffset moment) => moment.Offset == ChinaOffset ? this["zone.china"]
        : moment.Offset == TimeSpan.Zero ? "UTC"
        : string.Create(CultureInfo.InvariantCulture, $"UTC{(moment.Offset < TimeSpan.Zero ? '−' : '+')}{moment.Offset:h\\:mm}");

    /// <summary>A span of time with its day and zone, each said once where both ends share it.</summary>
    public string Span(DateTimeOffset from, DateTimeOffset until) => from.Date == until.Date && from.Offset == until.Offset
        ? string.Format(_culture, this["moment"], Date(from), string.Format(_culture, this["clock"], string.Create(CultureInfo.InvariantCulture, $"{from:HH:mm}–{until:HH:mm}"), Zone(from)))
        : $"{Moment(from)} – {Moment(until)}";

    /// <summary>When it was out of range and how far; a single reading is one moment and one number.</summary>
    public IHtmlContent Breach(DateTimeOffset from, DateTimeOffset until, decimal min, decimal max) => Sentence(
        "breach.when",
        from == until ? Moment(from) : Span(from, until),
        min == max ? Fill("temperature.one", Celsius(min)) : Fill("temperature.span", Celsius(min), Celsius(max)));

    public string Moment(DateTimeOffset moment) => string.Format(_culture, this["moment"], Date(moment), Clock(moment));

    /// <summary>A moment for a machine, as the <c>time</c> element wants it.</summary>
    public static string Machine(DateTimeOffset moment) => moment.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    public static string Machine(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Degrees without their unit, with a true minus.</summary>
    public string Celsius(decimal degrees) => degrees.ToString("0.##;−0.##", CultureInfo.InvariantCulture);

    /// <summary>A range of °C, one end of which may be open.</summary>
    public string Range(decimal? minimum, decimal? maximum) => (minimum, maximum) switch
    {
        ({ } low, { } high) => string.Format(_culture, this["temperature.between"], Celsius(low), Celsius(high)),
        ({ } low, null) => string.Format(_culture, this["temperature.from"], Celsius(low)),
        (null, { } high) => string.Format(_culture, this["temperature.to"], Celsius(high)),
        (null, null) => this["storage.any"],
    };

    /// <summary>Enough of a long hash to tell it from another by eye.</summary>
    public static string Short(string hash) => hash.Length <= 20 ? hash : $"{hash[..10]}…{hash[^8..]}";

    private Isolated Value(string name, object value) => new Isolated(value switch
    {
        string code when name == "crop" && Find("food-class." + code) is { } food => food,
        string said when name is "said" or "verdict" && Enum.TryParse<InspectionVerdict>(said, ignoreCase: true, out var verdict) => this[$"test.verdict.{verdict}"],
        string text when RefusalSum.IsNumber(name) && decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) => Number(number),
        decimal number => Number(number),
        int number => Number(number),
        long number => Number(number),
        DateOnly date => Date(date),
        DateTimeOffset moment => Moment(moment),
        _ => value.ToString()!,
    });

    private string Unit(string key, decimal number) => string.Format(_culture, this[key], Number(number));

    private string? ForeignLanguage(LocalText name) => !_chinese && string.IsNullOrEmpty(name.En) ? Reader.ChineseTag : null;
}
