using Mediator;
using Traceability.App.Features.Certification;
using Traceability.Web.Presentation.Forms;

namespace Traceability.Web.Pages.Certificates;

/// <summary>A page on which a certificate of the organisation's is changed.</summary>
public abstract class CertificatePage(ISender sender, params IReadOnlyList<string> fields) : FormPage(fields)
{
    public CertificateView Certificate { get; private set; } = null!;

    /// <returns>Whether it is there for this organisation to change.</returns>
    protected async ValueTask<bool> LoadAsync(Guid id, CancellationToken ct)
    {
        if ((await sender.Send(new GetCertificate(id), ct)).Failed(out var found) || !found.Mine)
            return false;
        Certificate = found;
        return true;
    }
}
