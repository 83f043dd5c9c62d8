using System.Globalization;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Traceability.Web.Presentation;

/// <summary>
/// How this reader wants the pages: a choice in the query counts before the one remembered, that before <c>Accept-Language</c>.
/// A cache of pages keeps one copy for each value of it.
/// </summary>
public sealed record Reader(bool Chinese, bool LargeType)
{
    public const string LanguageKey = "lang";
    public const string TypeKey = "type";

    public const string ChineseTag = "zh-CN";
    public const string EnglishTag = "en";
    public const string Large = "large";
    public const string Normal = "normal";

    private static readonly CultureInfo ChineseCulture = CultureInfo.GetCultureInfo(ChineseTag);
    private static readonly CultureInfo EnglishCulture = CultureInfo.GetCultureInfo(EnglishTag);

    public string Language => Chinese ? ChineseTag : EnglishTag;

    public CultureInfo Culture => Chinese ? ChineseCulture : EnglishCulture;

    public static Reader Of(HttpContext context)
    {
        if (context.Features.Get<Reader>() is { } known)
            return known;
        var request = context.Request;
        var reader = new Reader(
            ChineseOf(request.Query[LanguageKey]) ?? ChineseOf(request.Cookies[LanguageKey]) ?? PrefersChinese(request.Headers.AcceptLanguage),
            LargeOf(request.Query[TypeKey]) ?? LargeOf(request.Cookies[TypeKey]) ?? false);
        context.Features.Set(reader);
        return reader;
    }

    /// <summary>Whether the address itself asks for a language or a type size that is to be remembered.</summary>
    public static bool Chooses(HttpRequest request) =>
        ChineseOf(request.Query[LanguageKey]) is not null || LargeOf(request.Query[TypeKey]) is not null;

    private static bool? ChineseOf(string? tag) => tag switch
    {
        ChineseTag => true,
        EnglishTag => false,
        _ => null,
    };

    private static bool? LargeOf(string? type) => type switch
    {
        Large => true,
        Normal => false,
        _ => null,
    };

    // Who names languages and neither of ours is better served by English; who names none is most likely at home here.
    private static bool PrefersChinese(StringValues acceptLanguage)
    {
        if (!StringWithQualityHeaderValue.TryParseList(acceptLanguage, out var languages))
            return true;
        var wanted = languages.Where(language => language.Quality is not 0).OrderByDescending(language => language.Quality ?? 1).ToList();
        foreach (var language in wanted)
        {
            if (Speaks(language.Value, "zh") || language.Value == "*")
                return true;
            if (Speaks(language.Value, "en"))
                return false;
        }

        return wanted.Count == 0;
    }

    private static bool Speaks(StringSegment tag, string language) =>
        tag.StartsWith(language, StringComparison.OrdinalIgnoreCase) && (tag.Length == language.Length || tag[language.Length] == '-');
}
