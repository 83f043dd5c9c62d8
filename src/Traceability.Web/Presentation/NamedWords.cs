using Microsoft.AspNetCore.Html;
using Traceability.App.Features.Trace;
using Traceability.App.Entries;
using Traceability.Domain.Brands;
using Traceability.Domain.Certification;
using Traceability.Web.Presentation.Registers;

namespace Traceability.Web.Presentation;

/// <summary>Names from the vault and the states of certificates and licences, as staff read them.</summary>
internal static class NamedWords
{
    /// <param name="code">What it is known by where its name was erased.</param>
    public static IHtmlContent Named(this Wording text, RegisteredName name, string code) =>
        name.Name is { } zh ? text.Name(new LocalText(zh, name.NameEn)) : text.Sentence("party.erased", code);

    public static string PlainNamed(this Wording text, RegisteredName name, string code) => name.Name is { } zh ? text.PlainName(new LocalText(zh, name.NameEn)) : code;

    public static IHtmlContent Mark(this Wording text, CertificateState state) => Cell.Mark(
        state switch { CertificateState.Valid => "good", CertificateState.Withdrawn => "stop", CertificateState.NotYetValid => "unknown", _ => "look" }, text[$"mark.state.{state}"]);

    public static IHtmlContent Mark(this Wording text, LicenceState state) => Cell.Mark(
        state switch { LicenceState.Granted => "good", LicenceState.Suspended => "stop", LicenceState.Warned => "look", _ => "unknown" }, text[$"licence.state.{state}"]);
}
