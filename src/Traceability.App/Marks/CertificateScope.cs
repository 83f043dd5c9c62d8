using Traceability.App.Entries;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Certification;
using Traceability.Domain.Places;
using Traceability.Domain.Products;
using Traceability.Gs1.Identifiers;

namespace Traceability.App.Marks;

/// <summary>What a certificate is to cover, looked up: each product is registered, and each base with the place it declared.</summary>
internal static class CertificateScope
{
    public static async ValueTask<Result<IReadOnlyList<CertifiedBase>>> ReadAsync(WriteSession session, IReadOnlyList<Gtin> products, IReadOnlyList<Gln> bases, CancellationToken ct)
    {
        foreach (var product in products)
        {
            if (await session.FindAsync<Product>(Subject.Product(product)) is null)
                return CertificateProblems.UnknownProduct(product);
        }

        var found = new List<CertifiedBase>(bases.Count);
        foreach (var gln in bases)
        {
            if (await session.FindAsync<Base>(Subject.Base(gln)) is not { } known)
                return CertificateProblems.UnknownBase(gln);
            var registered = (BaseRegistered)(await BatchChain.ReadFirstAsync(session.Db, known.Subject, ct)).Entry.Fact;
            found.Add(new CertifiedBase(gln, known.Organisation, known.Region, registered.Polygon));
        }

        return found;
    }
}
