using FluentValidation;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Traceability.App.Access;
using Traceability.App.Anchoring;
using Traceability.App.Data;
using Traceability.App.Features.Batches;
using Traceability.App.Features.Cultivation;
using Traceability.App.Features.Files;
using Traceability.App.Features.Records;
using Traceability.App.Features.Brands;
using Traceability.App.Features.Certification;
using Traceability.App.Features.Complaints;
using Traceability.App.Features.Labels;
using Traceability.App.Features.Ledger;
using Traceability.App.Features.Logistics;
using Traceability.App.Features.Parties;
using Traceability.App.Features.Places;
using Traceability.App.Features.Products;
using Traceability.App.Features.Quality;
using Traceability.App.Features.Reference;
using Traceability.App.Features.Supervision;
using Traceability.App.Features.Trace;
using Traceability.App.Labels;
using Traceability.App.Marks;
using Traceability.App.Pipeline;
using Traceability.App.Scans;
using Traceability.App.Sequencing;
using Traceability.App.Sheets;

namespace Traceability.App;

public static class AppSetup
{
    /// <summary>PBKDF2 with HMAC-SHA-512, as OWASP asks for it in 2023.</summary>
    private const int PasswordIterations = 210_000;

    /// <summary>Everything but the provider of the database, the keys and the options, which the host brings.</summary>
    public static IServiceCollection AddApp(this IServiceCollection services)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddDbContextFactory<TraceDb>((provider, options) =>
        {
            provider.GetRequiredService<IDatabase>().Configure(options, connection: null);
            options.UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking);
        });
        services.AddSingleton<ReadPool>();
        services.AddSingleton<ViewContexts>();

        services.AddMediator(options =>
        {
            options.ServiceLifetime = ServiceLifetime.Scoped;
            options.PipelineBehaviors = [typeof(TraceBehaviour<,>), typeof(AuthoriseBehaviour<,>), typeof(ValidateBehaviour<,>), typeof(TransactionBehaviour<,>), typeof(IdempotencyBehaviour<,>)];
        });
        foreach (var validator in AssemblyScanner.FindValidatorsInAssembly(typeof(AppSetup).Assembly, includeInternalTypes: true))
            services.AddSingleton(validator.InterfaceType, validator.ValidatorType);
        services.AddScoped<ActorContext>();
        services.AddScoped<Scopes>();
        services.AddScoped<IdempotencyContext>();
        services.AddScoped<WriteSession>();
        AddPeople(services);
        services.AddScoped<LabelMarks>();
        services.AddScoped<LabelRunPreparation>();
        services.AddScoped<IPreparation<IssueLabels>>(provider => provider.GetRequiredService<LabelRunPreparation>());

        services.AddSingleton<LastUse>();
        services.AddSingleton<ScanLog>();
        services.AddSingleton<ApiKeys>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<IssuedLabels>();
        services.AddSingleton<SheetFont>();
        services.AddSingleton<LabelSheet>();
        services.AddSingleton<ProofBundles>();
        services.AddSingleton<DemonstrationMark>();
        services.AddSingleton<LogHeadCache>();
        services.AddSingleton<SignedBefore>();
        services.AddSingleton<LogGuard>();
        services.AddSingleton<Sequencer>();
        services.AddSingleton<AnchorTarget>();
        services.AddSingleton<Anchorer>();
        return services;
    }

    /// <summary>How people sign in. ASP.NET Core Identity, with a store of our own, see <see cref="SignInStore"/>; the host brings data protection.</summary>
    private static void AddPeople(IServiceCollection services)
    {
        services.AddScoped<PersonContext>();
        services.AddScoped<Admissions>();
        services.AddScoped<SignIns>();
        services.AddSingleton<SignInAttempts>();
        services.AddScoped<OneTimePassword>();
        services.AddScoped(typeof(IPreparation<>), typeof(OneTimePasswordPreparation<>));
        services.AddSingleton<ILookupNormalizer, UserNames>();
        services.AddScoped<IPasswordValidator<SignIn>, PasswordRules>();
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = PasswordIterations);
        services.AddIdentityCore<SignIn>(options => options.User.AllowedUserNameCharacters = "").AddUserStore<SignInStore>();
    }

    /// <summary>The background work: what one process does at a time, and what each of the others does meanwhile.</summary>
    public static IServiceCollection AddAppServices(this IServiceCollection services)
    {
        services.AddSingleton<ILeaderWork, SequencerService>();
        services.AddSingleton<ILeaderWork, AnchorerService>();
        services.AddSingleton<ILeaderWork, Retention>();
        services.AddHostedService<LeaderService>();
        services.AddHostedService<LogFollower>();
        services.AddHostedService(provider => provider.GetRequiredService<LastUse>());
        services.AddHostedService(provider => provider.GetRequiredService<ScanLog>());
        return services;
    }

    public static void MapFeatures(this IEndpointRouteBuilder routes)
    {
        ImportRegionsRoute.Map(routes);
        ImportLimitsRoute.Map(routes);
        GetLimitRoute.Map(routes);
        ImportPesticidesRoute.Map(routes);
        GetPesticideRoute.Map(routes);
        AppointSupervisorRoute.Map(routes);
        DismissSupervisorRoute.Map(routes);
        ListSupervisorsRoute.Map(routes);
        OpenRecallRoute.Map(routes);
        CloseRecallRoute.Map(routes);
        GetRecallRoute.Map(routes);
        ListRecallsRoute.Map(routes);
        VoidRecordRoute.Map(routes);
        GetRecordRoute.Map(routes);
        ListLabelMarksRoute.Map(routes);
        SplitBatchRoute.Map(routes);
        MergeBatchesRoute.Map(routes);
        ProcessBatchesRoute.Map(routes);
        HoldBatchRoute.Map(routes);
        ReleaseBatchRoute.Map(routes);
        ListAccountsRoute.Map(routes);
        ResetPasswordRoute.Map(routes);
        UnlockAccountRoute.Map(routes);
        RegisterOrganisationRoute.Map(routes);
        FileOrganisationRoute.Map(routes);
        GetFilingRoute.Map(routes);
        ListFilingsRoute.Map(routes);
        ApproveFilingRoute.Map(routes);
        DeclineFilingRoute.Map(routes);
        AdmitMemberRoute.Map(routes);
        ChangeMemberRolesRoute.Map(routes);
        RemoveMemberRoute.Map(routes);
        ListMembersRoute.Map(routes);
        CreateApiKeyRoute.Map(routes);
        RevokeApiKeyRoute.Map(routes);
        ListApiKeysRoute.Map(routes);
        RegisterBaseRoute.Map(routes);
        RecordCultivationStepRoute.Map(routes);
        RecordSprayingRoute.Map(routes);
        ListStepsRoute.Map(routes);
        ListPlotsRoute.Map(routes);
        RegisterProductRoute.Map(routes);
        ListProductsRoute.Map(routes);
        RegisterHarvestRoute.Map(routes);
        PackBatchesRoute.Map(routes);
        GetBatchRoute.Map(routes);
        GetBatchHistoryRoute.Map(routes);
        ListBatchesRoute.Map(routes);
        ListOrganisationsRoute.Map(routes);
        IssueLabelsRoute.Map(routes);
        ListLabelsRoute.Map(routes);
        GetLabelQrRoute.Map(routes);
        ListShipmentsRoute.Map(routes);
        GetShipmentRoute.Map(routes);
        ListPartnersRoute.Map(routes);
        DispatchShipmentRoute.Map(routes);
        ReceiveShipmentRoute.Map(routes);
        RequestInspectionRoute.Map(routes);
        RecordSamplingRoute.Map(routes);
        RecordInspectionResultRoute.Map(routes);
        ListInspectionsRoute.Map(routes);
        GetInspectionRoute.Map(routes);
        StoreFileRoute.Map(routes);
        GetFileRoute.Map(routes);
        RecordLegRoute.Map(routes);
        RecordDeliveryRoute.Map(routes);
        RecordTemperatureRoute.Map(routes);
        CloseTemperatureBreachRoute.Map(routes);
        FileComplaintRoute.Map(routes);
        GetComplaintRoute.Map(routes);
        ListComplaintsRoute.Map(routes);
        DecideComplaintRoute.Map(routes);
        MapMarks(routes);
        GetTraceRoute.Map(routes);
        GetEntryRoute.Map(routes);
        GetEntryProofRoute.Map(routes);
        GetBatchProofRoute.Map(routes);
        GetCheckpointRoute.Map(routes);
    }

    private static void MapMarks(IEndpointRouteBuilder routes)
    {
        RegisterCertificateRoute.Map(routes);
        RegisterLegacyCertificateRoute.Map(routes);
        ChangeCertificateScopeRoute.Map(routes);
        RenewCertificateRoute.Map(routes);
        SuspendCertificateRoute.Map(routes);
        ReinstateCertificateRoute.Map(routes);
        WithdrawCertificateRoute.Map(routes);
        IssueComplianceCertificateRoute.Map(routes);
        RegisterBrandRoute.Map(routes);
        ApplyForLicenceRoute.Map(routes);
        GrantLicenceRoute.Map(routes);
        DeclineLicenceRoute.Map(routes);
        WarnLicenseeRoute.Map(routes);
        SuspendLicenceRoute.Map(routes);
        ReinstateLicenceRoute.Map(routes);
        EndLicenceRoute.Map(routes);
        RecordBrandAuditRoute.Map(routes);
        ListCertificatesRoute.Map(routes);
        GetCertificateRoute.Map(routes);
        ListBrandsRoute.Map(routes);
        ListExitProposalsRoute.Map(routes);
        GetBrandRoute.Map(routes);
        ListLicencesRoute.Map(routes);
        GetLicenceRoute.Map(routes);
    }
}
