using System.Globalization;

namespace Traceability.Domain.Files;

public static class FileProblems
{
    public static Problem Unknown { get; } =
        new("file.unknown", ProblemKind.NotFound, "There is no such file.") { Field = "sha256" };

    public static Problem NotStored(string field) =>
        new("file.not-stored", ProblemKind.Refused, "Your organisation stored no such file, or long ago and no fact named it: store it first, then name it by its SHA-256.") { Field = field };

    public static Problem TooMany(int waiting, int most) =>
        new("file.too-many", ProblemKind.Refused, $"You stored {Number(waiting)} files that no fact names yet, and may have {Number(most)} at a time: name them, or wait a day until they are forgotten.")
        { Facts = new Dictionary<string, object?>(StringComparer.Ordinal) { ["stored"] = Number(waiting), ["most"] = Number(most) } };

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
