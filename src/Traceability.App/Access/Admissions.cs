using Microsoft.EntityFrameworkCore;
using Traceability.App.Data;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Parties;
using Traceability.Domain.Values;

namespace Traceability.App.Access;

/// <summary>What an organisation's first member is.</summary>
/// <param name="Roles">As what, beside administrator.</param>
internal sealed record Founder(string Name, IReadOnlyList<Role> Roles, string? UserName);

/// <summary>What was made of an organisation and its first member.</summary>
internal sealed record Founding(string Account, Receipt Registered, Receipt Admitted);

/// <summary>How organisations and people come into the register, for the commands that take them in.</summary>
public sealed class Admissions(WriteSession session, OneTimePassword password)
{
    private const string RevokeKeysThere = "UPDATE api_key SET revoked_at = @at WHERE account = @account AND organisation = @organisation AND revoked_at IS NULL";
    private const string RevokeKeysOfAuthority = "UPDATE api_key SET revoked_at = @at WHERE account = @account AND organisation IS NULL AND revoked_at IS NULL";
    private const string EndSessionsThere = "DELETE FROM session WHERE account = @account AND organisation = @organisation";
    private const string EndAllSessions = "DELETE FROM session WHERE account = @account";

    private string Now => MomentConverter.Write(session.Now);

    /// <summary>Records a registration, in a region that was looked at, and its first member, who also administers.</summary>
    internal async ValueTask<Result<Founding>> FoundAsync(OrganisationRegistered asked, Founder founder, DateTimeOffset occurred, CancellationToken ct)
    {
        var db = session.Db;
        if (await db.Organisations.AnyAsync(o => o.Uscc == asked.Uscc, ct))
            return PartyProblems.AlreadyRegistered(asked.Uscc.ToString());
        if (await db.Organisations.AnyAsync(o => o.Gln == asked.Gln, ct))
            return PartyProblems.GlnTaken(asked.Gln.ToString());
        if (Organisation.Register(asked) is var decided && decided.Failed(out var registered))
            return decided.Problem;
        if (await session.RecordAsync(registered, occurred) is var first && first.Failed(out var registration))
            return first.Problem;

        var organisation = (await session.FindAsync<Organisation>(Subject.Organisation(asked.Uscc)))!;
        if (organisation.AdmitFirst(session.NewId(), founder.Roles, founder.Name) is var admission && admission.Failed(out var admitted))
            return admission.Problem;
        if (await session.RecordAsync(admitted, occurred) is var second && second.Failed(out var membership))
            return second.Problem;
        var account = Subject.Account(admitted.Account);
        return founder.UserName is { } userName && await MakeSignInAsync(account, userName, ct) is { } problem
            ? problem
            : new Founding(account, registration, membership);
    }

    /// <summary>Lets a person sign in under a name, with the one-time password of this command.</summary>
    /// <returns>Why not, or null.</returns>
    internal async ValueTask<Problem?> MakeSignInAsync(string account, string userName, CancellationToken ct)
    {
        var normalized = UserNames.Normalize(userName);
        if (await session.Db.SignIns.AnyAsync(s => s.NormalizedUserName == normalized, ct))
            return SignInProblems.UserNameTaken;
        session.Db.SignIns.Add(new SignIn
        {
            Account = account, UserName = userName, NormalizedUserName = normalized, Operator = false, PasswordHash = password.Hash, OneTimeUntil = session.Now + OneTimePassword.Lasts,
        });
        return null;
    }

    /// <summary>Ends the keys that an account has for an organisation, or, without one, as a supervisor.</summary>
    internal void RevokeKeys(string account, UnifiedSocialCreditCode? organisation)
    {
        if (organisation is { } uscc)
            session.Prepared.Command(RevokeKeysThere, ("@at", Now), ("@account", account), ("@organisation", uscc.ToString())).ExecuteNonQuery();
        else
            session.Prepared.Command(RevokeKeysOfAuthority, ("@at", Now), ("@account", account)).ExecuteNonQuery();
    }

    /// <summary>Ends the sessions in which a person acts for an organisation; what they do elsewhere is none of its business.</summary>
    internal void EndSessions(string account, UnifiedSocialCreditCode organisation) =>
        session.Prepared.Command(EndSessionsThere, ("@account", account), ("@organisation", organisation.ToString())).ExecuteNonQuery();

    internal void EndSessions(string account) => session.Prepared.Command(EndAllSessions, ("@account", account)).ExecuteNonQuery();
}
