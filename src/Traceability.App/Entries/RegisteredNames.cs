using Microsoft.EntityFrameworkCore;
using Traceability.App.Data;
using Traceability.Domain;
using Traceability.Domain.Brands;
using Traceability.Domain.Parties;
using Traceability.Domain.Places;
using Traceability.Domain.Products;
using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.App.Entries;

/// <summary>What something was called when it was registered.</summary>
/// <param name="Name">Null where it was erased, likewise the English one.</param>
public sealed record RegisteredName(string? Name, string? NameEn)
{
    public static RegisteredName None { get; } = new(Name: null, NameEn: null);

    /// <summary>Whether a part of either name is what somebody looks for.</summary>
    public bool Has(string sought) => Contains(Name, sought) || Contains(NameEn, sought);

    private static bool Contains(string? name, string sought) => name?.Contains(sought, StringComparison.OrdinalIgnoreCase) == true;
}

/// <summary>Names of products, bases, organisations and brands. They are in no table: each is read from the entry of its registration.</summary>
public static class RegisteredNames
{
    /// <summary>An organisation's own things are looked through by name, so many of them.</summary>
    public const int MostLookedThrough = 1000;

    /// <summary>By subject; a subject without a registration is left out.</summary>
    public static async Task<IReadOnlyDictionary<string, RegisteredName>> ReadAsync(TraceDb db, IEnumerable<string> subjects, CancellationToken ct)
    {
        var asked = subjects.Distinct(StringComparer.Ordinal).ToList();
        return asked.Count == 0
            ? new Dictionary<string, RegisteredName>()
            : (await BatchChain.ReadFirstsAsync(db, asked, ct)).ToDictionary(f => f.Key, f => Of(f.Value), StringComparer.Ordinal);
    }

    /// <summary>Those of products, by GTIN.</summary>
    public static async Task<IReadOnlyDictionary<Gtin, RegisteredName>> OfProductsAsync(TraceDb db, IEnumerable<Gtin> products, CancellationToken ct)
    {
        var subjects = products.Distinct().ToDictionary(Subject.Product, gtin => gtin, StringComparer.Ordinal);
        return (await ReadAsync(db, subjects.Keys, ct)).ToDictionary(n => subjects[n.Key], n => n.Value);
    }

    /// <summary>The products of an organisation that somebody looks for by a part of their name or number.</summary>
    public static async Task<IReadOnlyList<Gtin>> FindProductsAsync(TraceDb db, UnifiedSocialCreditCode organisation, string sought, CancellationToken ct)
    {
        var own = await db.Products.AsNoTracking().Where(p => p.Organisation == organisation).OrderBy(p => p.Subject).Select(p => p.Gtin).Take(MostLookedThrough).ToListAsync(ct);
        var names = await OfProductsAsync(db, own, ct);
        return [.. own.Where(gtin => gtin.ToString().Contains(sought, StringComparison.Ordinal) || names.GetValueOrDefault(gtin)?.Has(sought) == true)];
    }

    private static RegisteredName Of(DomainEvent fact) => fact switch
    {
        ProductRegistered p => new(p.Name, p.NameEn),
        BaseRegistered b => new(b.Name, b.NameEn),
        OrganisationRegistered o => new(o.Name, o.NameEn),
        BrandRegistered b => new(b.Name, b.NameEn),
        _ => RegisteredName.None,
    };
}
