using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Traceability.App.Data;
using Traceability.App.Pipeline;

namespace Traceability.App.Access;

/// <summary>A command that may set a person's password to one that is shown once.</summary>
public interface ISetsPassword
{
    bool Sets { get; }
}

/// <summary>The password that the present command may give away: made, and hashed at length, before the transaction.</summary>
public sealed class OneTimePassword(IPasswordHasher<SignIn> hasher)
{
    /// <summary>Whoever gets it has this long to use it.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromDays(14);

    // Without letters and digits that are mistaken for each other when they are read out.
    private const string Alphabet = "abcdefghjkmnpqrstuvwxyz23456789";
    private const int Groups = 4;
    private const int GroupLength = 5;

    private (string Password, string Hash)? _made;

    /// <summary>To be shown once.</summary>
    public string Password => Made.Password;

    public string Hash => Made.Hash;

    private (string Password, string Hash) Made => _made ?? throw new InvalidOperationException("No password was prepared for this command.");

    /// <summary>20 characters of 31, 99 bits.</summary>
    public void Make()
    {
        var password = string.Join('-', Enumerable.Range(0, Groups).Select(_ => RandomNumberGenerator.GetString(Alphabet, GroupLength)));
        _made = (password, hasher.HashPassword(user: null!, password));
    }
}

internal sealed class OneTimePasswordPreparation<TCommand>(OneTimePassword password) : IPreparation<TCommand>
    where TCommand : ISetsPassword
{
    public ValueTask PrepareAsync(TCommand command, CancellationToken ct)
    {
        if (command.Sets)
            password.Make();
        return ValueTask.CompletedTask;
    }
}
