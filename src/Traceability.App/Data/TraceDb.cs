using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Traceability.Domain;
using Traceability.Domain.Batches;
using Traceability.Domain.Cultivation;
using Traceability.Domain.Files;
using Traceability.Domain.Brands;
using Traceability.Domain.Certification;
using Traceability.Domain.Labels;
using Traceability.Domain.Logistics;
using Traceability.Domain.Parties;
using Traceability.Domain.Places;
using Traceability.Domain.Products;
using Traceability.Domain.Quality;
using Traceability.Domain.Reference;
using Traceability.Domain.Supervision;
using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.App.Data;

/// <summary>The tables. Providers bring the connection and the migrations; this class says what is in them.</summary>
public sealed class TraceDb(DbContextOptions<TraceDb> options) : DbContext(options)
{
    public const string KindAnnotation = "Traceability:TableKind";

    public DbSet<LogEntry> Entries => Set<LogEntry>();
    public DbSet<LogInbox> Inbox => Set<LogInbox>();
    public DbSet<UrgentEntry> UrgentEntries => Set<UrgentEntry>();
    public DbSet<LogLeaf> Leaves => Set<LogLeaf>();
    public DbSet<LogTile> Tiles => Set<LogTile>();
    public DbSet<LogCheckpoint> Checkpoints => Set<LogCheckpoint>();
    public DbSet<LogHead> Heads => Set<LogHead>();
    public DbSet<SubjectHistory> SubjectHistories => Set<SubjectHistory>();
    public DbSet<VaultPayload> Payloads => Set<VaultPayload>();
    public DbSet<VaultFile> Files => Set<VaultFile>();
    public DbSet<FileMention> FileMentions => Set<FileMention>();
    public DbSet<FileDeposit> FileDeposits => Set<FileDeposit>();

    public DbSet<Account> Accounts => Set<Account>();
    public DbSet<Organisation> Organisations => Set<Organisation>();
    public DbSet<Regions> RegionRegisters => Set<Regions>();
    public DbSet<Region> Regions => Set<Region>();
    public DbSet<Limits> LimitRegisters => Set<Limits>();
    public DbSet<LimitSet> LimitSets => Set<LimitSet>();
    public DbSet<LimitItem> LimitItems => Set<LimitItem>();
    public DbSet<Pesticides> PesticideRegisters => Set<Pesticides>();
    public DbSet<PesticideName> PesticideNames => Set<PesticideName>();
    public DbSet<PesticideBan> PesticideBans => Set<PesticideBan>();
    public DbSet<LabelInterval> LabelIntervals => Set<LabelInterval>();
    public DbSet<Base> Bases => Set<Base>();
    public DbSet<Plot> Plots => Set<Plot>();
    public DbSet<PlotStep> PlotSteps => Set<PlotStep>();
    public DbSet<Product> Products => Set<Product>();
    public DbSet<Batch> Batches => Set<Batch>();
    public DbSet<BatchInput> BatchInputs => Set<BatchInput>();
    public DbSet<LabelRun> LabelRuns => Set<LabelRun>();
    public DbSet<Shipment> Shipments => Set<Shipment>();
    public DbSet<Recall> Recalls => Set<Recall>();
    public DbSet<RecalledBatch> RecalledBatches => Set<RecalledBatch>();
    public DbSet<VoidedEntry> VoidedEntries => Set<VoidedEntry>();
    public DbSet<ShipmentItem> ShipmentItems => Set<ShipmentItem>();
    public DbSet<Inspection> Inspections => Set<Inspection>();
    public DbSet<LabelMark> LabelMarks => Set<LabelMark>();
    public DbSet<Certificate> Certificates => Set<Certificate>();
    public DbSet<Brand> Brands => Set<Brand>();
    public DbSet<Licence> Licences => Set<Licence>();

    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();
    public DbSet<SignIn> SignIns => Set<SignIn>();
    public DbSet<Session> Sessions => Set<Session>();
    public DbSet<OrganisationFiling> Filings => Set<OrganisationFiling>();
    public DbSet<IdempotencyRecord> IdempotencyRecords => Set<IdempotencyRecord>();
    public DbSet<LotSequence> LotSequences => Set<LotSequence>();
    public DbSet<DeploymentValue> DeploymentValues => Set<DeploymentValue>();
    public DbSet<Anchor> Anchors => Set<Anchor>();
    public DbSet<Scan> Scans => Set<Scan>();
    public DbSet<ScanCount> ScanCounts => Set<ScanCount>();
    public DbSet<Complaint> Complaints => Set<Complaint>();

    /// <summary>A batch by the id that the API knows it by, with what is held of it.</summary>
    public Task<Batch?> FindBatchAsync(Guid id, CancellationToken ct) => Batches.SingleOrDefaultAsync(b => b.Id == id, ct);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<Gtin>().HaveConversion<IdentifierConverter<Gtin>>();
        configurationBuilder.Properties<LotNumber>().HaveConversion<IdentifierConverter<LotNumber>>();
        configurationBuilder.Properties<Gln>().HaveConversion<IdentifierConverter<Gln>>();
        configurationBuilder.Properties<GlnExtension>().HaveConversion<IdentifierConverter<GlnExtension>>();
        configurationBuilder.Properties<UnifiedSocialCreditCode>().HaveConversion<IdentifierConverter<UnifiedSocialCreditCode>>();
        configurationBuilder.Properties<RegionCode>().HaveConversion<IdentifierConverter<RegionCode>>();
        configurationBuilder.Properties<FoodClass>().HaveConversion<IdentifierConverter<FoodClass>>();
        configurationBuilder.Properties<FileHash>().HaveConversion<IdentifierConverter<FileHash>>();
        configurationBuilder.Properties<UnitCode>().HaveConversion<IdentifierConverter<UnitCode>>();
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<MomentConverter>();
        configurationBuilder.Properties<decimal>().HaveConversion<DecimalTextConverter>();
        configurationBuilder.Properties<IReadOnlyList<Role>>().HaveConversion<RolesConverter, RolesComparer>();
        configurationBuilder.Properties<FilingState>().HaveConversion<string>();
        configurationBuilder.Properties<BatchKind>().HaveConversion<string>();
        configurationBuilder.Properties<LimitBasis>().HaveConversion<string>();
        configurationBuilder.Properties<IReadOnlyList<BatchStop>>().HaveConversion<StopsConverter, StopsComparer>();
        configurationBuilder.Properties<RecallClass>().HaveConversion<string>();
        configurationBuilder.Properties<ComplaintDecision>().HaveConversion<string>();
        configurationBuilder.Properties<BreachReason>().HaveConversion<string>();
        configurationBuilder.Properties<InspectionKind>().HaveConversion<string>();
        configurationBuilder.Properties<InspectionState>().HaveConversion<string>();
        configurationBuilder.Properties<InspectionVerdict>().HaveConversion<string>();
        configurationBuilder.Properties<AnchorState>().HaveConversion<string>();
        Marks(configurationBuilder);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        Log(modelBuilder);
        Derived(modelBuilder);
        Reference(modelBuilder);
        Quality(modelBuilder);
        Marks(modelBuilder);
        Operational(modelBuilder);
    }

    private static void Log(ModelBuilder model)
    {
        Table<LogEntry>(model, "log_entry", TableKind.Log, e =>
        {
            e.HasKey(x => x.Sequence);
            e.Property(x => x.Sequence).ValueGeneratedOnAdd();
            e.HasIndex(x => x.Id).IsUnique();
        });
        Table<LogInbox>(model, "log_inbox", TableKind.Log, e =>
        {
            e.HasKey(x => x.Sequence);
            e.Property(x => x.Sequence).ValueGeneratedNever();
        });
        Table<UrgentEntry>(model, "log_urgent", TableKind.Operational, e =>
        {
            e.HasKey(x => x.Sequence);
            e.Property(x => x.Sequence).ValueGeneratedNever();
        });
        Table<LogLeaf>(model, "log_leaf", TableKind.Log, e =>
        {
            e.HasKey(x => x.Index);
            e.Property(x => x.Index).ValueGeneratedNever();
            e.HasIndex(x => x.Sequence).IsUnique();
        });
        Table<LogTile>(model, "log_tile", TableKind.Log, e => e.HasKey(x => new { x.Level, x.Number }));
        Table<LogCheckpoint>(model, "log_checkpoint", TableKind.Log, e =>
        {
            e.HasKey(x => x.Size);
            e.Property(x => x.Size).ValueGeneratedNever();
        });
        Table<LogHead>(model, "log_head", TableKind.Log, e =>
        {
            e.HasKey(x => x.Id);
            e.Property(x => x.Id).ValueGeneratedNever();
        });
        Table<VaultPayload>(model, "vault_payload", TableKind.Vault, e =>
        {
            e.HasKey(x => x.Entry);
            e.Property(x => x.Entry).ValueGeneratedNever();
        });
        Table<VaultFile>(model, "vault_file", TableKind.Vault, e => e.HasKey(x => x.Sha256));
    }

    private static void Derived(ModelBuilder model)
    {
        Table<SubjectHistory>(model, "subject_history", TableKind.Derived, e =>
        {
            e.HasKey(x => new { x.Subject, x.Version });
            e.HasIndex(x => x.Entry);
        });
        Table<FileMention>(model, "file_mention", TableKind.Derived, e => e.HasKey(x => new { x.File, x.Entry }));
        AggregateTable<Account>(model, "account", e =>
        {
            e.Navigation(x => x.Memberships).AutoInclude();
            e.Navigation(x => x.Appointments).AutoInclude();
        });
        Table<Membership>(model, "membership", TableKind.Derived, e =>
        {
            e.HasKey(x => new { x.Account, x.Organisation });
            e.HasIndex(x => x.Organisation);
            e.Ignore(x => x.Administers);
            e.HasOne<Account>().WithMany(x => x.Memberships).HasForeignKey(x => x.Account);
        });
        Table<Appointment>(model, "appointment", TableKind.Derived, e =>
        {
            e.HasKey(x => new { x.Account, x.Region });
            e.HasOne<Account>().WithMany(x => x.Appointments).HasForeignKey(x => x.Account);
        });
        AggregateTable<Organisation>(model, "organisation", e =>
        {
            e.HasIndex(x => x.Uscc).IsUnique();
            e.HasIndex(x => x.Gln).IsUnique();
            e.HasIndex(x => x.Region);
        });
        AggregateTable<Regions>(model, "region_register", e => e.Ignore(x => x.Rows));
        Table<Region>(model, "region", TableKind.Derived, e =>
        {
            e.HasKey(x => x.Code);
            e.Property(x => x.Code).ValueGeneratedNever();
            e.Property(x => x.Centre).HasConversion<CoordinateConverter>();
            e.HasIndex(x => x.Parent);
            e.HasIndex(x => x.Successor);
        });
        AggregateTable<Base>(model, "base", e =>
        {
            e.HasIndex(x => x.Gln).IsUnique();
            e.HasIndex(x => x.Organisation);
        });
        AggregateTable<Plot>(model, "plot", e =>
        {
            e.Ignore(x => x.CapKg);
            e.HasIndex(x => x.Gln);
            e.HasIndex(x => x.Region);
            e.HasIndex(x => x.Organisation);
            e.Property(x => x.Intervals).HasConversion<PlotIntervalsConverter, PlotIntervalsComparer>();
            e.Navigation(x => x.Seasons).AutoInclude();
        });
        Table<PlotStep>(model, "plot_step", TableKind.Derived, e =>
        {
            e.HasKey(x => x.Entry);
            e.Property(x => x.Entry).ValueGeneratedNever();
            e.HasIndex(x => new { x.Plot, x.Day, x.Entry });
            e.HasOne<Plot>().WithMany(x => x.Steps).HasForeignKey(x => x.Plot);
        });
        Table<PlotSeason>(model, "plot_season", TableKind.Derived, e =>
        {
            e.HasKey(x => new { x.Plot, x.Season });
            e.HasOne<Plot>().WithMany(x => x.Seasons).HasForeignKey(x => x.Plot);
        });
        AggregateTable<Product>(model, "product", e =>
        {
            e.Ignore(x => x.IsLoose);
            e.HasIndex(x => x.Organisation);
        });
        AggregateTable<Batch>(model, "batch", e =>
        {
            e.HasIndex(x => x.Id).IsUnique();
            e.HasIndex(x => x.Producer);
            e.HasIndex(x => x.Plot);
            e.Ignore(x => x.IsPacked);
            e.Ignore(x => x.IsVoid);
            e.HasIndex(x => x.Id, "ix_batch_stopped").HasFilter("stops <> ''");
            e.Navigation(x => x.Holdings).AutoInclude();
        });
        Table<Holding>(model, "holding", TableKind.Derived, e =>
        {
            e.HasKey(x => new { x.Batch, x.Organisation });
            e.HasIndex(x => x.Organisation);
            e.HasOne<Batch>().WithMany(x => x.Holdings).HasForeignKey(x => x.Batch);
        });
        Table<BatchInput>(model, "batch_input", TableKind.Derived, e =>
        {
            e.HasKey(x => new { x.Batch, x.Input });
            e.HasIndex(x => x.Input);
            e.HasOne<Batch>().WithMany(x => x.Inputs).HasForeignKey(x => x.Batch);
        });
        Table<LabelRun>(model, "label_run", TableKind.Derived, e =>
        {
            e.HasKey(x => x.Id);
            e.Property(x => x.Id).ValueGeneratedNever();
            e.HasIndex(x => x.Batch);
            e.HasOne<Batch>().WithMany(x => x.Runs).HasForeignKey(x => x.Batch);
        });
        AggregateTable<Shipment>(model, "shipment", e =>
        {
            e.HasIndex(x => x.Id).IsUnique();
            e.HasIndex(x => x.Sscc).IsUnique();
            e.HasIndex(x => x.Sender);
            e.HasIndex(x => x.Receiver);
            e.HasIndex(x => x.Carrier);
            e.Navigation(x => x.Items).AutoInclude();
            e.Navigation(x => x.Legs).AutoInclude();
            e.Navigation(x => x.Temperatures).AutoInclude();
        });
        AggregateTable<Recall>(model, "recall", e =>
        {
            e.HasIndex(x => x.Id).IsUnique();
            e.Navigation(x => x.Batches).AutoInclude();
        });
        Table<RecalledBatch>(model, "recalled_batch", TableKind.Derived, e =>
        {
            e.HasKey(x => new { x.Recall, x.Batch });
            e.HasIndex(x => x.Batch);
            e.HasOne<Recall>().WithMany(x => x.Batches).HasForeignKey(x => x.Recall);
        });
        Table<VoidedEntry>(model, "voided_entry", TableKind.Derived, e =>
        {
            e.HasKey(x => x.Entry);
            e.Property(x => x.Entry).ValueGeneratedNever();
        });
        Table<ShipmentItem>(model, "shipment_item", TableKind.Derived, e =>
        {
            e.HasKey(x => new { x.Shipment, x.Batch });
            e.HasIndex(x => x.Batch);
            e.HasOne<Shipment>().WithMany(x => x.Items).HasForeignKey(x => x.Shipment);
        });
        Table<ShipmentLeg>(model, "shipment_leg", TableKind.Derived, e =>
        {
            e.HasKey(x => x.Id);
            e.Property(x => x.Id).ValueGeneratedNever();
            e.HasIndex(x => x.Carrier);
            e.HasOne<Shipment>().WithMany(x => x.Legs).HasForeignKey(x => x.Shipment);
        });
        Table<ShipmentTemperature>(model, "shipment_temperature", TableKind.Derived, e =>
        {
            e.HasKey(x => x.Id);
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Ignore(x => x.IsOpen);
            e.HasOne<Shipment>().WithMany(x => x.Temperatures).HasForeignKey(x => x.Shipment);
        });
    }

    private static void Quality(ModelBuilder model) => AggregateTable<Inspection>(model, "inspection", e =>
    {
        e.HasIndex(x => x.Id).IsUnique();
        e.HasIndex(x => new { x.Laboratory, x.State, x.Id });
        e.HasIndex(x => x.RequestedBy);
        e.HasIndex(x => x.Batch);
    });

    private static void Reference(ModelBuilder model)
    {
        AggregateTable<Limits>(model, "limit_register", e => e.Navigation(x => x.Sets).AutoInclude());
        Table<LimitSet>(model, "limit_set", TableKind.Derived, e =>
        {
            e.HasKey(x => new { x.Standard, x.Edition });
            e.HasOne<Limits>().WithMany(x => x.Sets).HasForeignKey(x => x.Register);
            e.Navigation(x => x.Items).AutoInclude();
        });
        Table<LimitItem>(model, "limit_item", TableKind.Derived, e =>
        {
            e.HasKey(x => new { x.Standard, x.Edition, x.FoodClass, x.AnalyteKey, x.Basis });
            e.HasIndex(x => new { x.AnalyteKey, x.FoodClass });
            e.HasIndex(x => new { x.AnalyteEnKey, x.FoodClass });
            e.HasOne<LimitSet>().WithMany(x => x.Items).HasForeignKey(x => new { x.Standard, x.Edition });
        });
        AggregateTable<Pesticides>(model, "pesticide_register", e =>
        {
            e.Navigation(x => x.Names).AutoInclude();
            e.Navigation(x => x.Bans).AutoInclude();
            e.Navigation(x => x.Intervals).AutoInclude();
        });
        Table<PesticideName>(model, "pesticide_name", TableKind.Derived, e =>
        {
            e.HasKey(x => x.Key);
            e.HasOne<Pesticides>().WithMany(x => x.Names).HasForeignKey(x => x.Register);
        });
        Table<PesticideBan>(model, "pesticide_ban", TableKind.Derived, e =>
        {
            e.HasKey(x => new { x.Ingredient, x.Crop, x.From });
            e.HasOne<Pesticides>().WithMany(x => x.Bans).HasForeignKey(x => x.Register);
        });
        Table<LabelInterval>(model, "label_interval", TableKind.Derived, e =>
        {
            e.HasKey(x => new { x.Ingredient, x.Crop, x.From });
            e.HasOne<Pesticides>().WithMany(x => x.Intervals).HasForeignKey(x => x.Register);
        });
    }

    private static void Marks(ModelConfigurationBuilder configuration)
    {
        configuration.Properties<CertificateScheme>().HaveConversion<string>();
        configuration.Properties<CertificateStanding>().HaveConversion<string>();
        configuration.Properties<BrandLevel>().HaveConversion<string>();
        configuration.Properties<LicenceState>().HaveConversion<string>();
        configuration.Properties<QuotaPeriod>().HaveConversion<string>();
        configuration.Properties<IReadOnlyList<Gtin>>().HaveConversion<IdentifiersConverter<Gtin>, ListComparer<Gtin>>();
        configuration.Properties<IReadOnlyList<Gln>>().HaveConversion<IdentifiersConverter<Gln>, ListComparer<Gln>>();
        configuration.Properties<IReadOnlyList<Guid>>().HaveConversion<GuidsConverter, ListComparer<Guid>>();
        configuration.Properties<IReadOnlyList<Suspension>>().HaveConversion<SuspensionsConverter, ListComparer<Suspension>>();
    }

    private static void Marks(ModelBuilder model)
    {
        Table<LabelMark>(model, "label_mark", TableKind.Derived, e =>
        {
            e.HasKey(x => new { x.Run, x.Mark });
            e.HasIndex(x => x.Batch);
            e.HasIndex(x => new { x.Mark, x.Run });
            e.HasOne<Batch>().WithMany(x => x.Marks).HasForeignKey(x => x.Batch);
        });
        AggregateTable<Certificate>(model, "certificate", e =>
        {
            e.HasIndex(x => x.Id).IsUnique();
            e.Property(x => x.WithdrawnOn).HasConversion<DayTextConverter>();
            e.HasIndex(x => new { x.Scheme, x.Number }).IsUnique();
            e.HasIndex(x => new { x.Holder, x.Id });
            e.HasIndex(x => new { x.Certifier, x.Id });
            e.HasIndex(x => x.Batch);
            e.Navigation(x => x.Uses).AutoInclude();
        });
        Table<CertificateUse>(model, "certificate_use", TableKind.Derived, e =>
        {
            e.HasKey(x => new { x.Certificate, x.Year });
            e.HasOne<Certificate>().WithMany(x => x.Uses).HasForeignKey(x => x.Certificate);
        });
        AggregateTable<Brand>(model, "brand", e =>
        {
            e.Property(x => x.Parent).HasConversion<string>();
            e.HasIndex(x => x.Id).IsUnique();
            e.HasIndex(x => new { x.Manager, x.Id });
        });
        AggregateTable<Licence>(model, "licence", e =>
        {
            e.Ignore(x => x.IsOpen);
            e.Ignore(x => x.IsActive);
            e.HasIndex(x => x.Id).IsUnique();
            e.HasIndex(x => new { x.Brand, x.Licensee });
            e.HasIndex(x => new { x.Licensee, x.Id });
            e.HasIndex(x => new { x.Manager, x.State, x.Id });
            e.Navigation(x => x.Uses).AutoInclude();
        });
        Table<LicenceUse>(model, "licence_use", TableKind.Derived, e =>
        {
            e.HasKey(x => new { x.Licence, x.Period });
            e.HasOne<Licence>().WithMany(x => x.Uses).HasForeignKey(x => x.Licence);
        });
    }

    private static void Operational(ModelBuilder model)
    {
        Table<ApiKey>(model, "api_key", TableKind.Operational, e =>
        {
            e.HasKey(x => x.Hash);
            e.HasIndex(x => x.Id);
            e.HasIndex(x => new { x.Account, x.Organisation });
            e.HasIndex(x => new { x.Organisation, x.Id });
        });
        Table<SignIn>(model, "sign_in", TableKind.Operational, e =>
        {
            e.HasKey(x => x.Account);
            e.HasIndex(x => x.NormalizedUserName).IsUnique();
            e.Property(x => x.Revision).IsConcurrencyToken();
        });
        Table<Session>(model, "session", TableKind.Operational, e =>
        {
            e.HasKey(x => x.Hash);
            e.HasIndex(x => x.Account);
            e.HasIndex(x => x.SeenAt);
        });
        Table<OrganisationFiling>(model, "organisation_filing", TableKind.Operational, e =>
        {
            e.HasKey(x => x.Id);
            e.Property(x => x.Id).ValueGeneratedNever();
            e.HasIndex(x => x.Uscc).IsUnique().HasFilter("state = 'Open'");
            e.HasIndex(x => new { x.State, x.County });
            e.HasIndex(x => new { x.Region, x.State });
        });
        Table<IdempotencyRecord>(model, "idempotency", TableKind.Operational, e =>
        {
            e.HasKey(x => new { x.Account, x.Command, x.Key });
            e.HasIndex(x => x.CreatedAt);
        });
        Table<FileDeposit>(model, "file_deposit", TableKind.Operational, e =>
        {
            e.HasKey(x => new { x.File, x.Account });
            e.HasIndex(x => x.Account);
            e.HasIndex(x => x.StoredAt);
        });
        Table<LotSequence>(model, "lot_sequence", TableKind.Operational, e => e.HasKey(x => new { x.Gtin, x.Day }));
        Table<DeploymentValue>(model, "deployment_value", TableKind.Operational, e => e.HasKey(x => x.Name));
        Table<Scan>(model, "scan", TableKind.Operational, e =>
        {
            e.HasKey(x => x.Id);
            e.Property(x => x.Id).ValueGeneratedNever();
            e.HasIndex(x => new { x.Batch, x.Serial, x.At });
            e.HasIndex(x => x.At);
        });
        Table<ScanCount>(model, "scan_count", TableKind.Operational, e => e.HasKey(x => new { x.Batch, x.Serial }));
        Table<Complaint>(model, "complaint", TableKind.Operational, e =>
        {
            e.HasKey(x => x.Id);
            e.Property(x => x.Id).ValueGeneratedNever();
            e.HasIndex(x => new { x.Batch, x.Decision });
            e.HasIndex(x => new { x.Producer, x.Id });
            e.HasIndex(x => x.FiledAt);
        });
        Table<Anchor>(model, "anchor", TableKind.Operational, e =>
        {
            e.HasKey(x => x.Transaction);
            e.HasIndex(x => new { x.State, x.TreeSize });
        });
    }

    private static void AggregateTable<T>(ModelBuilder model, string name, Action<EntityTypeBuilder<T>>? more = null)
        where T : Aggregate =>
        Table<T>(model, name, TableKind.Derived, e =>
        {
            e.HasKey(x => x.Subject);
            e.Property(x => x.Version).IsConcurrencyToken();
            more?.Invoke(e);
        });

    private static void Table<T>(ModelBuilder model, string name, TableKind kind, Action<EntityTypeBuilder<T>> more)
        where T : class
    {
        var entity = model.Entity<T>();
        entity.ToTable(name);
        entity.HasAnnotation(KindAnnotation, kind.ToString());
        more(entity);
    }
}
