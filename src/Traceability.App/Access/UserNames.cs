using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;

namespace Traceability.App.Access;

/// <summary>Names under which people sign in: letters and digits of any script, and what addresses are made of.</summary>
public sealed partial class UserNames : ILookupNormalizer
{
    public const int Longest = 50;

    public static bool IsWellFormed(string name) => Form().IsMatch(name);

    /// <summary>The same for names that differ in case, or in width and composition of their characters.</summary>
    public static string Normalize(string name) => name.Normalize(NormalizationForm.FormKC).ToUpperInvariant();

    public string? NormalizeName(string? name) => name is null ? null : Normalize(name);

    public string? NormalizeEmail(string? email) => NormalizeName(email);

    [GeneratedRegex(@"^[\p{L}\p{Nd}][\p{L}\p{M}\p{Nd}._@-]{1,49}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Form();
}
