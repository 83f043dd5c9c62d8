using Traceability.Domain.Labels;
using Traceability.Domain.Values;

namespace Traceability.Domain.Brands;

public enum LicenceState { Applied, Granted, Declined, Warned, Suspended, Ended }

/// <summary>An organisation's right to put a brand on so many kilograms, from the application to its end.</summary>
public sealed class Licence : Aggregate
{
    private readonly List<LicenceUse> _uses = [];

    public Guid Id { get; private set; }
    /// <summary>The brand's id.</summary>
    public Guid Brand { get; private set; }
    public UnifiedSocialCreditCode Licensee { get; private set; }
    public UnifiedSocialCreditCode Manager { get; private set; }
    public LicenceState State { get; private set; }
    /// <summary>Since when it is in this state.</summary>
    public DateOnly Since { get; private set; }
    public decimal AskedKg { get; private set; }
    /// <summary>Null before it is granted, like the three below.</summary>
    public DateOnly? ValidFrom { get; private set; }
    public DateOnly? ValidTo { get; private set; }
    public decimal? QuotaKg { get; private set; }
    public QuotaPeriod? Per { get; private set; }
    /// <summary>The entries that are about the licence itself, and not about labels that carry the brand.</summary>
    public IReadOnlyList<Guid> Acts { get; private set; } = [];

    public IReadOnlyCollection<LicenceUse> Uses => _uses;

    /// <summary>Neither turned down nor ended.</summary>
    public bool IsOpen => State is not (LicenceState.Declined or LicenceState.Ended);

    /// <summary>In force, warned or not.</summary>
    public bool IsActive => State is LicenceState.Granted or LicenceState.Warned;

    public Result<LicenceGranted> Grant(LicenceGranted asked, UnifiedSocialCreditCode manager)
    {
        if (WhyNot(manager, LicenceState.Applied) is { } problem)
            return problem;
        return asked.ValidTo < asked.ValidFrom ? BrandProblems.Validity(asked.ValidFrom, asked.ValidTo) : asked;
    }

    public Result<LicenceDeclined> Decline(string reason, UnifiedSocialCreditCode manager) =>
        WhyNot(manager, LicenceState.Applied) is { } problem ? problem : new LicenceDeclined { Licence = Id, Reason = reason };

    public Result<LicenceWarned> Warn(string reason, UnifiedSocialCreditCode manager) =>
        WhyNot(manager, LicenceState.Granted, LicenceState.Warned) is { } problem ? problem : new LicenceWarned { Licence = Id, Reason = reason };

    public Result<LicenceSuspended> Suspend(string reason, UnifiedSocialCreditCode manager) =>
        WhyNot(manager, LicenceState.Granted, LicenceState.Warned) is { } problem ? problem : new LicenceSuspended { Licence = Id, Reason = reason };

    public Result<LicenceReinstated> Reinstate(string reason, UnifiedSocialCreditCode manager) =>
        WhyNot(manager, LicenceState.Warned, LicenceState.Suspended) is { } problem ? problem : new LicenceReinstated { Licence = Id, Reason = reason };

    public Result<LicenceEnded> End(string reason, UnifiedSocialCreditCode manager) =>
        WhyNot(manager, LicenceState.Granted, LicenceState.Warned, LicenceState.Suspended) is { } problem ? problem : new LicenceEnded { Licence = Id, Reason = reason };

    public Result<BrandAudited> Audit(AuditOutcome outcome, IReadOnlyList<string> findings, UnifiedSocialCreditCode manager)
    {
        if (WhyNot(manager, LicenceState.Granted, LicenceState.Warned, LicenceState.Suspended) is { } problem)
            return problem;
        return outcome != AuditOutcome.Conforms && findings.Count == 0
            ? BrandProblems.FindingsMissing
            : new BrandAudited { Licence = Id, Outcome = outcome, Findings = findings.Count == 0 ? null : findings };
    }

    /// <summary>The first day of the time that the quota is counted for.</summary>
    public DateOnly PeriodOf(DateOnly day)
    {
        var first = ValidFrom!.Value;
        if (Per == QuotaPeriod.Term)
            return first;
        var years = Math.Max(0, day.Year - first.Year);
        return first.AddYears(years) > day && years > 0 ? first.AddYears(years - 1) : first.AddYears(years);
    }

    public decimal UsedKg(DateOnly period) => _uses.Find(u => u.Period == period)?.Kilograms ?? 0;

    /// <summary>Why not so many kilograms more may carry the brand on a day.</summary>
    public Problem? WhyNotLabel(decimal kilograms, DateOnly day)
    {
        if (State == LicenceState.Suspended)
            return BrandProblems.Suspended(Licensee, Since);
        if (!IsActive)
            return BrandProblems.NoLicence(Licensee);
        if (day < ValidFrom || day > ValidTo)
            return BrandProblems.OutOfTerm(Licensee, ValidFrom!.Value, ValidTo!.Value, day);
        var used = UsedKg(PeriodOf(day));
        return used + kilograms > QuotaKg ? BrandProblems.BeyondQuota(Licensee, QuotaKg!.Value, used, kilograms) : null;
    }

    protected override void On(DomainEvent fact, Stamp stamp)
    {
        var day = DateOnly.FromDateTime(stamp.Occurred.DateTime);
        switch (fact)
        {
            case LicenceApplied e:
                BeginsOnce();
                (Id, Brand, Licensee, Manager, AskedKg) = (e.Licence, e.Brand, e.Licensee, e.Manager, e.Asked.InKilograms);
                (State, Since) = (LicenceState.Applied, day);
                break;
            case LicenceGranted e:
                (ValidFrom, ValidTo, QuotaKg, Per) = (e.ValidFrom, e.ValidTo, e.Quota.InKilograms, e.Per);
                (State, Since) = (LicenceState.Granted, day);
                break;
            case LicenceDeclined:
                (State, Since) = (LicenceState.Declined, day);
                break;
            case LicenceWarned:
                (State, Since) = (LicenceState.Warned, day);
                break;
            case LicenceSuspended:
                (State, Since) = (LicenceState.Suspended, day);
                break;
            case LicenceReinstated:
                (State, Since) = (LicenceState.Granted, day);
                break;
            case LicenceEnded:
                (State, Since) = (LicenceState.Ended, day);
                break;
            case BrandAudited:
                break;
            case LabelsIssued e:
                foreach (var use in e.Marks!.Where(u => string.Equals(u.Mark, Subject, StringComparison.Ordinal)))
                    UseOf(use.Period).Change(use.Quantity.InKilograms);
                return;
            default:
                throw Unknown(fact);
        }

        Acts = [.. Acts, stamp.Entry];
    }

    protected override void Undo(DomainEvent fact, Stamp original, Stamp stamp)
    {
        if (fact is not LabelsIssued e)
            throw Unknown(fact);
        foreach (var use in e.Marks!.Where(u => string.Equals(u.Mark, Subject, StringComparison.Ordinal)))
            UseOf(use.Period).Change(-use.Quantity.InKilograms);
    }

    private Problem? WhyNot(UnifiedSocialCreditCode manager, params ReadOnlySpan<LicenceState> states)
    {
        if (manager != Manager)
            return BrandProblems.NotYours;
        return states.Contains(State) ? null : BrandProblems.State(State, Since);
    }

    private LicenceUse UseOf(DateOnly period)
    {
        if (_uses.Find(u => u.Period == period) is { } known)
            return known;
        var made = new LicenceUse(Subject, period);
        _uses.Add(made);
        return made;
    }
}

/// <summary>What was labelled under a licence in one period of its quota.</summary>
public sealed class LicenceUse(string licence, DateOnly period)
{
    public string Licence { get; private set; } = licence;
    /// <summary>The first day of the period.</summary>
    public DateOnly Period { get; private set; } = period;
    public decimal Kilograms { get; private set; }

    internal void Change(decimal by) => Kilograms += by;
}
