using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using FluentValidation;
using Mediator;
using Traceability.App.Access;
using Traceability.App.Data;
using Traceability.App.Json;
using Traceability.Domain;

namespace Traceability.App.Pipeline;

internal sealed class TraceBehaviour<TMessage, TAnswer> : IPipelineBehavior<TMessage, TAnswer>
    where TMessage : IMessage
{
    public async ValueTask<TAnswer> Handle(TMessage message, MessageHandlerDelegate<TMessage, TAnswer> next, CancellationToken cancellationToken)
    {
        using var activity = Telemetry.Source.StartActivity(typeof(TMessage).Name);
        var start = Stopwatch.GetTimestamp();
        var outcome = "failed";
        try
        {
            var answer = await next(message, cancellationToken);
            var code = (answer as IProblematic)?.Problem?.Code;
            if (code is not null)
                activity?.SetStatus(ActivityStatusCode.Error, code);
            outcome = code ?? "recorded";
            return answer;
        }
        finally
        {
            if (message is IBaseCommand && Telemetry.Commands.Enabled)
                Count(outcome, Stopwatch.GetElapsedTime(start));
        }
    }

    private static void Count(string outcome, TimeSpan time)
    {
        var type = new KeyValuePair<string, object?>("type", typeof(TMessage).Name);
        Telemetry.Commands.Add(1, type, new("outcome", outcome));
        Telemetry.CommandTime.Record(time.TotalSeconds, type);
    }
}

internal sealed class AuthoriseBehaviour<TMessage, TAnswer>(ActorContext actors) : IPipelineBehavior<TMessage, TAnswer>
    where TMessage : IMessage, IRestricted
    where TAnswer : IRefusable<TAnswer>
{
    public ValueTask<TAnswer> Handle(TMessage message, MessageHandlerDelegate<TMessage, TAnswer> next, CancellationToken cancellationToken) =>
        Authority.WhyNot<TMessage>(actors.Actor) is { } problem ? ValueTask.FromResult(TAnswer.Refuse(problem)) : next(message, cancellationToken);
}

/// <summary>Who may send what: the one place that decides it, for the pipeline and, before a body is read, for the routes.</summary>
internal static class Authority
{
    public static Problem? WhyNot<TMessage>(Actor? actor)
        where TMessage : IRestricted => actor switch
        {
            _ when ReferenceEquals(TMessage.AllowedTo, Audience.Everybody) => null,
            null => GeneralProblems.NoKey,
            _ when !TMessage.AllowedTo.Any(actor.Has) => GeneralProblems.NotAllowed,
            _ => null,
        };
}

internal sealed class ValidateBehaviour<TMessage, TAnswer>(IEnumerable<IValidator<TMessage>> validators) : IPipelineBehavior<TMessage, TAnswer>
    where TMessage : IMessage
    where TAnswer : IRefusable<TAnswer>
{
    public ValueTask<TAnswer> Handle(TMessage message, MessageHandlerDelegate<TMessage, TAnswer> next, CancellationToken cancellationToken)
    {
        foreach (var validator in validators)
        {
            if (validator.Validate(message).Errors is [var first, ..])
                return ValueTask.FromResult(TAnswer.Refuse(new Problem(first.ErrorCode, ProblemKind.Malformed, first.ErrorMessage).On(FieldName(first.PropertyName))));
        }

        return next(message, cancellationToken);
    }

    private static string FieldName(string property) =>
        string.Join('.', property.Split('.').Select(part => JsonNamingPolicy.CamelCase.ConvertName(part)));
}

/// <summary>The command's own transaction: prepared outside, run inside the lane, kept only when the handler succeeded.</summary>
internal sealed class TransactionBehaviour<TMessage, TAnswer>(
    IWriteLane lane, WriteSession session, IdempotencyContext idempotency, TimeProvider clock, DeploymentOptions deployment, IEnumerable<IPreparation<TMessage>> preparations)
    : IPipelineBehavior<TMessage, TAnswer>
    where TMessage : IMessage, IRestricted, IBaseCommand
    where TAnswer : IRefusable<TAnswer>
{
    public async ValueTask<TAnswer> Handle(TMessage message, MessageHandlerDelegate<TMessage, TAnswer> next, CancellationToken cancellationToken)
    {
        foreach (var preparation in preparations)
            await preparation.PrepareAsync(message, cancellationToken);

        return await lane.RunAsync(
            async connection =>
            {
                session.Open(connection);
                try
                {
                    var answer = await next(message, CancellationToken.None);
                    if (answer.Problem is not null)
                    {
                        session.Abandon();
                        return (answer, Keep: false);
                    }

                    session.Save();
                    return (answer, Keep: true);
                }
                finally
                {
                    await session.CloseAsync();
                }
            },
            (message as ISharesTransaction)?.LooksFor(deployment.Here(clock.GetUtcNow())) is { } ahead ? ahead with { Answer = idempotency.For<TMessage>(session.Asker) } : null,
            cancellationToken);
    }
}

/// <summary>The idempotency key of the present request; set by the route.</summary>
public sealed class IdempotencyContext
{
    public string? Key { get; set; }

    /// <summary>Null without a key, and of a message that anybody may send: it could be anybody's.</summary>
    internal AnswerKey? For<TMessage>(string? account) => Key is null || account is null ? null : new AnswerKey(account, typeof(TMessage).Name, Key);
}

/// <summary>The same command under the same key is done once: inside the transaction, so that two at a time cannot both be first.</summary>
internal sealed class IdempotencyBehaviour<TMessage, TAnswer>(WriteSession session, IdempotencyContext idempotency) : IPipelineBehavior<TMessage, TAnswer>
    // In the shape of the message and its whole answer: a behaviour of any other shape is left out of the pipeline in silence.
    where TMessage : IMessage, IRestricted, IBaseCommand
    where TAnswer : IAnswer<TAnswer>
{
    public async ValueTask<TAnswer> Handle(TMessage message, MessageHandlerDelegate<TMessage, TAnswer> next, CancellationToken cancellationToken)
    {
        if (idempotency.For<TMessage>(session.Asker) is not { } key)
            return await next(message, cancellationToken);

        // In the dialect of entries, where a number has one form: 10 and 10.0 are the same request.
        var body = Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(message, AppJson.Entries)));
        if (session.FindAnswer(key) is { } first)
        {
            if (!string.Equals(first.Body, body, StringComparison.Ordinal))
                return TAnswer.Refuse(GeneralProblems.KeyReused);
            session.Later(KeptAnswers.Confirm(key));
            return TAnswer.Of(JsonSerializer.Deserialize(first.Answer, TAnswer.ValueType, AppJson.Kept)!);
        }

        var result = await next(message, cancellationToken);
        if (result.Problem is not null)
            return result;
        var kept = result.BoxedValue is ICarriesSecret secret ? secret.WithoutSecret() : result.BoxedValue;
        session.KeepAnswer(key, new KeptAnswer(body, JsonSerializer.Serialize(kept, TAnswer.ValueType, AppJson.Kept)));
        return result;
    }
}
