using Traceability.Domain.Parties;

namespace Traceability.Web.Presentation;

/// <summary>To whom a page is open that is for no role in particular.</summary>
public enum Who
{
    /// <summary>Nobody need be signed in.</summary>
    Everybody,
    /// <summary>Whoever is signed in, whatever they may do.</summary>
    SignedIn,
    /// <summary>Who has one of some roles.</summary>
    Roles,
}

/// <summary>Who may use a page. One that does not say it is shown to nobody.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class MayUseAttribute : Attribute
{
    public MayUseAttribute(Who who) => (Who, Roles) = (who, []);

    public MayUseAttribute(params Role[] roles) => (Who, Roles) = (Who.Roles, roles);

    public Who Who { get; }

    /// <summary>Any one of them is enough.</summary>
    public IReadOnlyList<Role> Roles { get; }
}
