using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting.StaticWebAssets;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.Extensions.WebEncoders;
using Traceability.Web.Presentation.TodaysWork;

namespace Traceability.Web.Presentation;

public static class PagesSetup
{
    /// <summary>Everything the shopper's pages need except <see cref="DeploymentNotice"/>, <see cref="SampleLabelSource"/> and the mediator.</summary>
    public static IServiceCollection AddShopperPages(this IServiceCollection services)
    {
        services.AddRazorPages(options =>
            {
                options.Conventions.AddPageRoute("/Label/Trace", "/01/{gtin}/10/{lot}/21/{serial}");
                options.Conventions.AddPageRouteModelConvention("/Label/Trace", ReadOnly);
                options.Conventions.AddPageRoute("/Complaints/Complain", "/01/{gtin}/10/{lot}/21/{serial}/complaint");
            })
            .AddMvcOptions(options =>
            {
                options.Filters.Add<ReaderFilter>();
                options.Filters.Add<PageAccessFilter>();
                options.Filters.Add<FormTimeFilter>();
            });
        services.AddAntiforgery(options => options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest);
        foreach (var area in typeof(ITodaysWork).Assembly.GetTypes().Where(t => t.IsClass && t.IsAssignableTo(typeof(ITodaysWork))))
            services.AddScoped(typeof(ITodaysWork), area);
        services.AddHttpContextAccessor();
        services.AddScoped(provider => Wording.For(Reader.Of(provider.GetRequiredService<IHttpContextAccessor>().HttpContext!)));
        // Chinese is written as itself; as character references it would be three times as long.
        services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        return services;
    }

    /// <summary>By itself a page answers every method. What only shows something refuses the others, and says which it takes.</summary>
    private static void ReadOnly(PageRouteModel page)
    {
        foreach (var selector in page.Selectors)
            selector.EndpointMetadata.Add(new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]));
    }

    /// <summary>A page for every failure of a request that asked for one, wherever behind this it fails.</summary>
    /// <param name="isAbsence">Whether a failure says that what it needed is away at present.</param>
    public static void UseFailurePages(this WebApplication app, Func<Exception, bool> isAbsence)
    {
        app.UseStatusCodePagesWithReExecute("/error/{0}");
        app.Use((context, next) =>
        {
            if (!context.Request.AsksForPage())
                context.Features.GetRequiredFeature<IStatusCodePagesFeature>().Enabled = false;
            return next(context);
        });
        // What throws is logged and ends as an empty 500 or 503, which becomes a page as every other empty failure does.
        app.UseWhen(
            context => context.Request.AsksForPage(),
            pages => pages.UseExceptionHandler(new ExceptionHandlerOptions
            {
                ExceptionHandler = context =>
                {
                    if (context.Features.Get<IExceptionHandlerFeature>() is { } failure && isAbsence(failure.Error))
                        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                    return Task.CompletedTask;
                },
            }));
    }

    /// <summary>The pages and their static files.</summary>
    public static void MapShopperPages(this WebApplication app)
    {
        // Started from the build's output, the static files are where they were built from: in every environment, not only in Development.
        StaticWebAssetsLoader.UseStaticWebAssets(app.Environment, app.Configuration);
        if (!app.Environment.IsDevelopment())
        {
            // A build is as good as a publication: its fingerprinted files never change.
            app.Configuration["EnableStaticAssetsDevelopmentCaching"] = "true";
            app.Configuration["ReloadStaticAssetsAtRuntime"] = "false";
        }

        app.MapStaticAssets();
        app.MapRazorPages().WithStaticAssets();
    }
}
