using System.Diagnostics.CodeAnalysis;

namespace Traceability.Domain;

/// <summary>An answer that may be a problem.</summary>
public interface IProblematic
{
    Problem? Problem { get; }
}

/// <summary>Something that can be made of a problem, so that code around a handler can refuse in its stead.</summary>
public interface IRefusable<TSelf> : IProblematic
    where TSelf : IRefusable<TSelf>
{
    static abstract TSelf Refuse(Problem problem);
}

/// <summary>An answer whose value can be taken out and put back by code that does not know its type.</summary>
public interface IAnswer<TSelf> : IRefusable<TSelf>
    where TSelf : IAnswer<TSelf>
{
    static abstract Type ValueType { get; }

    object? BoxedValue { get; }

    static abstract TSelf Of(object value);
}

/// <summary>A value, or the problem why there is none.</summary>
public readonly struct Result<T> : IAnswer<Result<T>>
{
    private readonly T? _value;

    private Result(T? value, Problem? problem)
    {
        _value = value;
        Problem = problem;
    }

    public Problem? Problem { get; }

    static Type IAnswer<Result<T>>.ValueType => typeof(T);

    object? IAnswer<Result<T>>.BoxedValue => _value;

    [MemberNotNullWhen(false, nameof(Problem))]
    public bool Succeeded => Problem is null;

    public T Value => Problem is null ? _value! : throw new InvalidOperationException($"There is no value: {Problem.Code}.");

    [MemberNotNullWhen(true, nameof(Problem))]
    public bool Failed([NotNullWhen(false)] out T? value)
    {
        value = _value;
        return Problem is not null;
    }

    static Result<T> IAnswer<Result<T>>.Of(object value) => new((T)value, problem: null);

    public static Result<T> Refuse(Problem problem) => new(default, problem);

    public static implicit operator Result<T>(T value) => new(value, problem: null);

    public static implicit operator Result<T>(Problem problem) => new(default, problem);
}
