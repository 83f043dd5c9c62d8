namespace Traceability.Web.Presentation;

/// <summary>What every page says about the deployment it comes from.</summary>
/// <param name="Demonstration">Whether its data are the fictional demonstration.</param>
/// <param name="Hotline">Telephone for a page that belongs to no batch; null where there is none.</param>
/// <param name="Origin">The log's origin.</param>
public sealed record DeploymentNotice(bool Demonstration, string? Hotline, string Origin);
