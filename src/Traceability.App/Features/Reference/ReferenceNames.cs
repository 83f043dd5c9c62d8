using System.Buffers;
using System.Text;
using FluentValidation;
using Traceability.App.Pipeline;

namespace Traceability.App.Features.Reference;

/// <summary>The rule of form for what reference data names.</summary>
internal static class ReferenceNames
{
    /// <param name="formula">Whether it may begin as a formula of a spreadsheet does, as the unit % does not.</param>
    public static IRuleBuilderOptions<T, string?> Name<T>(this IRuleBuilder<T, string?> rule, int longest, bool formula = false) =>
        rule.Text(longest).Must(name => formula || name is not { Length: > 0 } || BeginsAsAName(name))
            .WithErrorCode("reference.name").WithMessage("It begins with a letter or digit: whoever opens the data in a spreadsheet finds a name there, not a formula.");

    private static bool BeginsAsAName(string name) => Rune.DecodeFromUtf16(name, out var first, out _) == OperationStatus.Done && Rune.IsLetterOrDigit(first);
}
