using Traceability.Domain.Labels;
using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.Domain.Certification;

/// <summary>What the certifier last did to a certificate; that it expired follows from the date.</summary>
public enum CertificateStanding { Granted, Suspended, Withdrawn }

/// <summary>What a certificate is on one day.</summary>
public enum CertificateState { NotYetValid, Valid, Suspended, Withdrawn, Expired }

/// <summary>What vouches for a holder's products of certain bases, for a time and up to a yearly output; or for one batch.</summary>
public sealed class Certificate : Aggregate
{
    private readonly List<CertificateUse> _uses = [];

    public Guid Id { get; private set; }
    public CertificateScheme Scheme { get; private set; }
    /// <summary>Null for a promise of compliance, which has none.</summary>
    public string? Number { get; private set; }
    public UnifiedSocialCreditCode Holder { get; private set; }
    /// <summary>Who entered it in the register and may change it.</summary>
    public UnifiedSocialCreditCode Certifier { get; private set; }
    public DateOnly ValidFrom { get; private set; }
    /// <summary>The last day; null where none is set.</summary>
    public DateOnly? ValidTo { get; private set; }
    public decimal? AnnualKg { get; private set; }
    /// <summary>The batch of a promise of compliance.</summary>
    public string? Batch { get; private set; }
    public CertificateStanding Standing { get; private set; }
    public DateOnly? WithdrawnOn { get; private set; }
    public IReadOnlyList<Gtin> Products { get; private set; } = [];
    public IReadOnlyList<Gln> Bases { get; private set; } = [];
    /// <summary>The times for which it was suspended.</summary>
    public IReadOnlyList<Suspension> Suspensions { get; private set; } = [];
    /// <summary>The entries that are about the certificate itself, and not about labels that carry its mark.</summary>
    public IReadOnlyList<Guid> Acts { get; private set; } = [];

    public IReadOnlyCollection<CertificateUse> Uses => _uses;

    public static Result<CertificateRegistered> Register(CertificateRegistered asked, IReadOnlyList<CertifiedBase> bases, DateOnly today)
    {
        if (asked.Scheme == CertificateScheme.Compliance)
            return CertificateProblems.NotRegistered;
        if (asked.Scheme.WhyNot(asked.Number) is { } broken)
            return new Problem(broken.Rule, ProblemKind.Malformed, broken.Message).On("number");
        if (asked.ValidTo < asked.ValidFrom)
            return CertificateProblems.Validity(asked.ValidFrom, asked.ValidTo);
        if (asked.Scheme.LongestTerm() is { } years && asked.ValidTo >= asked.ValidFrom.AddYears(years))
            return CertificateProblems.Term(asked.ValidFrom, asked.ValidTo, years);
        if (asked.Scheme == CertificateScheme.PollutionFree && asked.ValidFrom > CertificateSchemes.PollutionFreeEnded)
            return CertificateProblems.SchemeEnded(asked.ValidFrom);
        if (asked.Scheme == CertificateScheme.PollutionFree && asked.ValidTo >= today)
            return CertificateProblems.NotLegacy(asked.ValidTo, today);
        if (asked.Scheme == CertificateScheme.GreenFood && asked.AnnualOutput is null)
            return CertificateProblems.OutputMissing;
        if (asked.Scheme.HasArea() != asked.Area() is not null)
            return CertificateProblems.Area(asked.Scheme.HasArea());
        if (asked.Box?.Encloses() == false)
            return CertificateProblems.NoBox;
        return WhyNotScope(asked.Holder, asked.Products, bases, asked.Area()) is { } problem ? problem : asked;
    }

    public Result<CertificateScopeChanged> ChangeScope(CertificateScopeChanged asked, UnifiedSocialCreditCode certifier, IReadOnlyList<CertifiedBase> bases, ProtectedArea? area)
    {
        if (WhyNotChange(certifier) is { } problem)
            return problem;
        if (Scheme == CertificateScheme.GreenFood && asked.AnnualOutput is null)
            return CertificateProblems.OutputMissing;
        return WhyNotScope(Holder, asked.Products, bases, area) is { } outside ? outside : asked;
    }

    public Result<CertificateRenewed> Renew(DateOnly validTo, FileHash? fileSha256, UnifiedSocialCreditCode certifier)
    {
        if (WhyNotChange(certifier) is { } problem)
            return problem;
        if (validTo <= ValidTo)
            return CertificateProblems.NotLonger(ValidTo!.Value, validTo);
        return Scheme.LongestTerm() is { } years && validTo > ValidTo!.Value.AddYears(years)
            ? CertificateProblems.Term(ValidTo.Value.AddDays(1), validTo, years)
            : new CertificateRenewed { Certificate = Id, Before = ValidTo!.Value, ValidTo = validTo, FileSha256 = fileSha256 };
    }

    public Result<CertificateSuspended> Suspend(string reason, UnifiedSocialCreditCode certifier, DateOnly on)
    {
        if (WhyNotChange(certifier) is { } problem)
            return problem;
        if (Suspensions is [.., { To: var last }] && on < last)
            return CertificateProblems.BeforeLast(last.Value, on);
        return Standing == CertificateStanding.Suspended ? CertificateProblems.Standing(Number, Standing) : new CertificateSuspended { Certificate = Id, Reason = reason };
    }

    public Result<CertificateReinstated> Reinstate(string reason, UnifiedSocialCreditCode certifier, DateOnly on)
    {
        if (WhyNotChange(certifier) is { } problem)
            return problem;
        if (Standing != CertificateStanding.Suspended)
            return CertificateProblems.Standing(Number, Standing);
        return on < Suspensions[^1].From ? CertificateProblems.BeforeLast(Suspensions[^1].From, on) : new CertificateReinstated { Certificate = Id, Reason = reason };
    }

    public Result<CertificateWithdrawn> Withdraw(string reason, UnifiedSocialCreditCode certifier) =>
        WhyNotChange(certifier) is { } problem ? problem : new CertificateWithdrawn { Certificate = Id, Reason = reason };

    /// <summary>What it is on a day, as far as is known now.</summary>
    public CertificateState StateOn(DateOnly day)
    {
        if (WithdrawnOn <= day)
            return CertificateState.Withdrawn;
        if (day > ValidTo)
            return CertificateState.Expired;
        if (day < ValidFrom)
            return CertificateState.NotYetValid;
        return Suspensions.Any(s => s.Holds(day)) ? CertificateState.Suspended : CertificateState.Valid;
    }

    /// <summary>The first day of that year of its term in which a day lies: the output is counted from there.</summary>
    public DateOnly YearOf(DateOnly day)
    {
        var years = Math.Max(0, day.Year - ValidFrom.Year);
        return ValidFrom.AddYears(years) is var first && first > day && years > 0 ? ValidFrom.AddYears(years - 1) : first;
    }

    public decimal UsedKg(DateOnly year) => _uses.Find(u => u.Year == year)?.Kilograms ?? 0;

    /// <summary>Why its mark is not for produce of a producer and base, packed as a product on a day; null where it is.</summary>
    public Problem? WhyNotVouch(Origin origin, Gtin product, DateOnly packed)
    {
        if (Standing == CertificateStanding.Withdrawn)
            return CertificateProblems.MarkWithdrawn(Number!, WithdrawnOn!.Value);
        if (Standing == CertificateStanding.Suspended)
            return CertificateProblems.MarkSuspended(Number!, Suspensions[^1].From);
        if (!Scheme.IsMark())
            return CertificateProblems.NoMark(Number);
        switch (StateOn(packed))
        {
            case CertificateState.Expired:
                return CertificateProblems.MarkExpired(Number!, ValidTo!.Value, packed);
            case CertificateState.NotYetValid:
                return CertificateProblems.MarkNotYet(Number!, ValidFrom, packed);
            case CertificateState.Suspended:
                return CertificateProblems.MarkSuspended(Number!, Suspensions.First(s => s.Holds(packed)).From);
        }

        if (origin.Producer != Holder)
            return CertificateProblems.MarkHolder(Number!, Holder, origin.Producer);
        if (!Products.Contains(product))
            return CertificateProblems.MarkProduct(Number!, product);
        return Bases.Contains(origin.Base) ? null : CertificateProblems.MarkBase(Number!, origin.Base);
    }

    /// <summary>Why not so much more can be labelled with it in a year of its term.</summary>
    public Problem? WhyNotLabel(decimal kilograms, DateOnly year) =>
        AnnualKg is { } annual && UsedKg(year) + kilograms > annual
            ? CertificateProblems.BeyondOutput(Number!, annual, UsedKg(year), kilograms, year, year.AddYears(1).AddDays(-1))
            : null;

    protected override void On(DomainEvent fact, Stamp stamp)
    {
        var day = DateOnly.FromDateTime(stamp.Occurred.DateTime);
        switch (fact)
        {
            case CertificateRegistered e:
                BeginsOnce();
                (Id, Scheme, Number, Holder, Certifier) = (e.Certificate, e.Scheme, e.Number, e.Holder, UnifiedSocialCreditCode.Parse(stamp.Organisation!));
                (ValidFrom, ValidTo, AnnualKg, Products, Bases) = (e.ValidFrom, e.ValidTo, e.AnnualOutput?.InKilograms, e.Products, e.Bases);
                break;
            case ComplianceDeclared e:
                BeginsOnce();
                (Id, Scheme, Holder, Certifier) = (e.Certificate, CertificateScheme.Compliance, e.Declarer, e.Declarer);
                (ValidFrom, Batch, Products) = (day, Domain.Subject.Batch(e.Gtin, e.Lot), [e.Gtin]);
                break;
            case CertificateScopeChanged e:
                (AnnualKg, Products, Bases) = (e.AnnualOutput?.InKilograms, e.Products, e.Bases);
                break;
            case CertificateRenewed e:
                ValidTo = e.ValidTo;
                break;
            case CertificateSuspended:
                (Standing, Suspensions) = (CertificateStanding.Suspended, [.. Suspensions, new Suspension(day, To: null)]);
                break;
            case CertificateReinstated:
                (Standing, Suspensions) = (CertificateStanding.Granted, [.. Suspensions.SkipLast(1), Suspensions[^1] with { To = day }]);
                break;
            case CertificateWithdrawn:
                (Standing, WithdrawnOn) = (CertificateStanding.Withdrawn, day);
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

    private static Problem? WhyNotScope(UnifiedSocialCreditCode holder, IReadOnlyList<Gtin> products, IReadOnlyList<CertifiedBase> bases, ProtectedArea? area)
    {
        if (products.Distinct().Count() != products.Count || bases.DistinctBy(b => b.Gln).Count() != bases.Count)
            return CertificateProblems.ScopeTwice;
        if (bases.FirstOrDefault(b => b.Organisation != holder) is { } foreign)
            return CertificateProblems.BaseNotHolders(foreign.Gln, holder);
        return area is null ? null : bases.Select(area.WhyNot).FirstOrDefault(problem => problem is not null);
    }

    private Problem? WhyNotChange(UnifiedSocialCreditCode certifier)
    {
        if (certifier != Certifier)
            return CertificateProblems.NotYours;
        if (!Scheme.IsMark())
            return CertificateProblems.ReadOnly;
        return Standing == CertificateStanding.Withdrawn ? CertificateProblems.Standing(Number, Standing) : null;
    }

    private CertificateUse UseOf(DateOnly year)
    {
        if (_uses.Find(u => u.Year == year) is { } known)
            return known;
        var made = new CertificateUse(Subject, year);
        _uses.Add(made);
        return made;
    }
}

/// <summary>A time without effect: from its first day until, but not with, the day on which it was lifted.</summary>
public sealed record Suspension(DateOnly From, DateOnly? To)
{
    public bool Holds(DateOnly day) => From <= day && (To is null || day < To);
}

/// <summary>What was labelled with a certificate's mark in one year of its term.</summary>
public sealed class CertificateUse(string certificate, DateOnly year)
{
    public string Certificate { get; private set; } = certificate;
    /// <summary>The first day of that year.</summary>
    public DateOnly Year { get; private set; } = year;
    public decimal Kilograms { get; private set; }

    internal void Change(decimal by) => Kilograms += by;
}
