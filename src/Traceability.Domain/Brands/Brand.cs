using Traceability.Domain.Values;

namespace Traceability.Domain.Brands;

/// <summary>A regional public brand.</summary>
public sealed class Brand : Aggregate
{
    public Guid Id { get; private set; }
    public UnifiedSocialCreditCode Manager { get; private set; }
    public BrandLevel Level { get; private set; }
    public RegionCode Region { get; private set; }
    public Guid? Parent { get; private set; }

    /// <summary>A brand's rules, as the first fact of it says them.</summary>
    public static Result<BrandRegistered> Register(BrandRegistered asked)
    {
        if (asked.Admission.FirstOrDefault(r => !IsForAdmission(r) || !IsWhole(r)) is not null)
            return BrandProblems.Rule("admission");
        return asked.Exit.FirstOrDefault(r => IsForAdmission(r) || !IsWhole(r)) is not null ? BrandProblems.Rule("exit") : asked;
    }

    protected override void On(DomainEvent fact, Stamp stamp)
    {
        switch (fact)
        {
            case BrandRegistered e:
                BeginsOnce();
                (Id, Manager, Level, Region, Parent) = (e.Brand, UnifiedSocialCreditCode.Parse(stamp.Organisation!), e.Level, e.Region, e.Parent);
                break;
            // In the brand's history so that two applications of one organisation come one after the other.
            case LicenceApplied:
                break;
            default:
                throw Unknown(fact);
        }
    }

    private static bool IsForAdmission(BrandRule rule) => rule.Rule is BrandRuleKind.InspectionPassed or BrandRuleKind.CertificateValid or BrandRuleKind.CreditAtLeast;

    private static bool IsWhole(BrandRule rule) => rule.Rule switch
    {
        BrandRuleKind.InspectionPassed or BrandRuleKind.CertificateExpired => rule is { Days: >= 0 and <= 3_660, Grade: null },
        BrandRuleKind.CreditAtLeast or BrandRuleKind.CreditBelow => rule is { Days: null, Grade: "A" or "B" or "C" or "D" or "E" },
        _ => rule is { Days: null, Grade: null },
    };
}
