using Mediator;
using Traceability.Domain;
using Traceability.Domain.Parties;

namespace Traceability.App.Pipeline;

/// <summary>A message that says who may send it; a test lists them all.</summary>
public interface IRestricted
{
    static abstract IReadOnlyList<Role> AllowedTo { get; }
}

public static class Audience
{
    /// <summary>Said in so many words: an empty list of any other kind lets nobody in.</summary>
    public static IReadOnlyList<Role> Everybody { get; } = new List<Role>().AsReadOnly();
}

/// <summary>A command, with the one transaction that every command has.</summary>
public interface IRestrictedCommand<TAnswer> : ICommand<Result<TAnswer>>, IRestricted
    where TAnswer : class;

/// <summary>A command that records facts. Its answer carries the receipts.</summary>
public interface IRecordingCommand<TAnswer> : IRestrictedCommand<TAnswer>
    where TAnswer : class;

/// <summary>A command with work that would hold the write lane and needs no database: it is done before the transaction.</summary>
/// <typeparam name="TCommand">The command prepared.</typeparam>
public interface IPreparation<TCommand>
{
    ValueTask PrepareAsync(TCommand command, CancellationToken ct);
}

/// <summary>An answer that shows a secret once. What is kept for a repeated request is the answer without it.</summary>
public interface ICarriesSecret
{
    object WithoutSecret();
}

/// <summary>What a recorder takes home: enough to ask for the proof later.</summary>
/// <param name="Entry">The entry's id.</param>
/// <param name="Type">The entry's type.</param>
/// <param name="LeafHash">RFC 9162 leaf hash of the entry, lower hex.</param>
/// <param name="State">Always <c>recorded</c>: it is durable; the rest follows.</param>
/// <param name="StateUrl">Where the present state can be asked.</param>
public sealed record Receipt(Guid Entry, string Type, string LeafHash, string State, string StateUrl);
