using System.Data.Common;
using Traceability.App.Data;

namespace Traceability.App.Pipeline;

/// <summary>Whose command, and the idempotency key that it came under.</summary>
public readonly record struct AnswerKey(string Account, string Command, string Key)
{
    internal (string Name, object? Value)[] Parameters => [("@account", Account), ("@command", Command), ("@key", Key)];
}

/// <summary>What was answered under a key, and what had been asked.</summary>
/// <param name="Body">SHA-256 of the command, lower hex.</param>
/// <param name="Answer">The answer as JSON.</param>
internal readonly record struct KeptAnswer(string Body, string Answer);

/// <summary>The table of answers that were given under idempotency keys.</summary>
internal static class KeptAnswers
{
    private const string FindText = "SELECT body_hash, answer FROM idempotency WHERE account = @account AND command = @command AND key = @key";
    private const string InsertText =
        "INSERT INTO idempotency (account, command, key, body_hash, answer, created_at) VALUES (@account, @command, @key, @body, @answer, @at)";

    // That the first answer can be seen does not say that it lasts: its commit may still wait for a standby that was cut short. This
    // one's own commit comes later, and lasts only together with it.
    private const string ConfirmText = "UPDATE idempotency SET answer = answer WHERE account = @account AND command = @command AND key = @key";

    public static Statement Find(AnswerKey key) => new(FindText, key.Parameters);

    public static KeptAnswer? Read(DbDataReader found) => found.Read() ? new KeptAnswer(found.GetString(0), found.GetString(1)) : null;

    public static Statement Insert(AnswerKey key, KeptAnswer kept, DateTimeOffset now) =>
        new(InsertText, [.. key.Parameters, ("@body", kept.Body), ("@answer", kept.Answer), ("@at", MomentConverter.Write(now))]);

    public static Statement Confirm(AnswerKey key) => new(ConfirmText, key.Parameters);
}
