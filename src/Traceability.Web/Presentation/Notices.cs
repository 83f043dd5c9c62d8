using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Traceability.Web.Presentation;

/// <summary>What the next page says about what was just done.</summary>
internal static class Notices
{
    public const string Key = "notice";

    /// <param name="done">A text of the family <c>notice.</c>.</param>
    public static void Say(this ITempDataDictionary temporary, string done) => temporary[Key] = done;
}
