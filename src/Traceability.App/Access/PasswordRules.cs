using System.Collections.Frozen;
using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Traceability.App.Data;

namespace Traceability.App.Access;

/// <summary>
/// Length and nothing of composition, as NIST SP 800-63B asks; what everybody tries first and what is written beside it on the screen
/// is refused.
/// </summary>
internal sealed class PasswordRules : IPasswordValidator<SignIn>
{
    public const int Shortest = 12;

    /// <summary>A long text costs the hash little, but it has to be read.</summary>
    public const int Longest = 256;

    /// <summary>Fewer different characters than this are a pattern of the keyboard.</summary>
    private const int FewestDifferent = 5;

    // The commonest of at least twelve characters in lists of passwords that were made public, without those that the rules above refuse.
    private static readonly FrozenSet<string> Commonest = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "123456789012", "1234567890123", "12345678901234", "123456789012345", "1234567890ab", "1234567890abc", "123456789abc", "123456789qwe", "0123456789ab",
        "012345678910", "123123123456", "1234qwerasdf", "1234qwer1234", "1q2w3e4r5t6y", "1q2w3e4r5t6y7u", "1qaz2wsx3edc", "1qaz2wsx3edc4rfv", "qwertyuiop12", "qwertyuiop123",
        "qwertyuiopas", "qwertyuiop[]", "qwerty123456", "qwerty12345678", "qwertyqwerty", "qazwsxedcrfv", "zxcvbnm12345", "zxcvbnm123456", "asdfghjkl123", "asdfghjkl;'\\",
        "abcdefghijkl", "abcdefghijklm", "abcdefgh1234", "abcd12345678", "abc123456789", "a12345678901", "a1234567890b", "aa1234567890", "password1234", "password12345",
        "password123456", "passwordpassword", "password@123", "p@ssw0rd1234", "passw0rd1234", "administrator", "administrator1", "admin1234567", "admin12345678", "adminadmin123",
        "administrador", "letmein12345", "welcome12345", "welcome123456", "iloveyou1234", "iloveyou12345", "trustno1trustno1", "changeme1234", "changeme12345", "football1234",
        "woaini1314520", "woaini5201314", "woaini123456", "woaini520520", "5201314woaini", "5201314520131", "13145201314520", "wodemima1234", "nihao1234567", "zhangsan1234",
        "traceability", "traceability1", "traceability123", "correcthorsebatterystaple", "correct horse battery staple", "thisismypassword", "unknown123456", "superman1234", "sunshine1234", "princess1234");

    public Task<IdentityResult> ValidateAsync(UserManager<SignIn> manager, SignIn user, string? password) =>
        Task.FromResult(WhyNot(user.UserName, password ?? "") is { } why ? IdentityResult.Failed(new IdentityError { Code = "password.form", Description = why }) : IdentityResult.Success);

    /// <returns>Why it is refused, or null.</returns>
    public static string? WhyNot(string userName, string password) => password switch
    {
        _ when new StringInfo(password).LengthInTextElements < Shortest || password.Length > Longest => "A password is 12 to 256 characters; any will do.",
        _ when password.Contains(userName, StringComparison.OrdinalIgnoreCase) || userName.Contains(password, StringComparison.OrdinalIgnoreCase) => "A password does not contain the user name.",
        _ when Commonest.Contains(password) || password.Distinct().Count() < FewestDifferent => "This password is one of the first that anybody would try.",
        _ => null,
    };
}
