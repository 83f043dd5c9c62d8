using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Traceability.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "account",
                columns: table => new
                {
                    subject = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    last_entry = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_account", x => x.subject);
                });

            migrationBuilder.CreateTable(
                name: "anchor",
                columns: table => new
                {
                    transaction = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    tree_size = table.Column<long>(type: "bigint", nullable: false),
                    root = table.Column<byte[]>(type: "bytea", nullable: false),
                    chain_id = table.Column<long>(type: "bigint", nullable: false),
                    genesis = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    contract = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    nonce = table.Column<long>(type: "bigint", nullable: false),
                    raw = table.Column<byte[]>(type: "bytea", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    block = table.Column<long>(type: "bigint", nullable: true),
                    block_hash = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    signed_at = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    confirmed_at = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_anchor", x => x.transaction);
                });

            migrationBuilder.CreateTable(
                name: "api_key",
                columns: table => new
                {
                    hash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    account = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    organisation = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    @operator = table.Column<bool>(name: "operator", type: "boolean", nullable: false),
                    label = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    roles = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    created_at = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    revoked_at = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    last_used = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_api_key", x => x.hash);
                });

            migrationBuilder.CreateTable(
                name: "base",
                columns: table => new
                {
                    subject = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    gln = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    organisation = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    region = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    last_entry = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_base", x => x.subject);
                });

            migrationBuilder.CreateTable(
                name: "batch",
                columns: table => new
                {
                    subject = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    gtin = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    lot = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    producer = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    made_at = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    plot = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    quantity = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    unit = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    net_content_kg = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    labels_issued = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    last_entry = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_batch", x => x.subject);
                });

            migrationBuilder.CreateTable(
                name: "deployment_value",
                columns: table => new
                {
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    value = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_deployment_value", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "idempotency",
                columns: table => new
                {
                    account = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    command = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    body_hash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    answer = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    created_at = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_idempotency", x => new { x.account, x.command, x.key });
                });

            migrationBuilder.CreateTable(
                name: "log_checkpoint",
                columns: table => new
                {
                    size = table.Column<long>(type: "bigint", nullable: false),
                    root = table.Column<byte[]>(type: "bytea", nullable: false),
                    note = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    signed_at = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_log_checkpoint", x => x.size);
                });

            migrationBuilder.CreateTable(
                name: "log_entry",
                columns: table => new
                {
                    sequence = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    leaf_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    bytes = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_log_entry", x => x.sequence);
                });

            migrationBuilder.CreateTable(
                name: "log_head",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    size = table.Column<long>(type: "bigint", nullable: false),
                    root = table.Column<byte[]>(type: "bytea", nullable: false),
                    epoch = table.Column<long>(type: "bigint", nullable: false),
                    holder = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_log_head", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "log_inbox",
                columns: table => new
                {
                    sequence = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_log_inbox", x => x.sequence);
                });

            migrationBuilder.CreateTable(
                name: "log_leaf",
                columns: table => new
                {
                    index = table.Column<long>(type: "bigint", nullable: false),
                    sequence = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_log_leaf", x => x.index);
                });

            migrationBuilder.CreateTable(
                name: "log_tile",
                columns: table => new
                {
                    level = table.Column<int>(type: "integer", nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: false),
                    width = table.Column<int>(type: "integer", nullable: false),
                    hashes = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_log_tile", x => new { x.level, x.number });
                });

            migrationBuilder.CreateTable(
                name: "lot_sequence",
                columns: table => new
                {
                    gtin = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    next = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_lot_sequence", x => new { x.gtin, x.day });
                });

            migrationBuilder.CreateTable(
                name: "organisation",
                columns: table => new
                {
                    subject = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    uscc = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    gln = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    region = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    roles = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    members = table.Column<int>(type: "integer", nullable: false),
                    administrators = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    last_entry = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organisation", x => x.subject);
                });

            migrationBuilder.CreateTable(
                name: "organisation_filing",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    uscc = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    gln = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    region = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    county = table.Column<int>(type: "integer", nullable: false),
                    roles = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name_en = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    hotline = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    contact_name = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    contact_phone = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    user_name = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    state = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    reason = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    filed_at = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    decided_at = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organisation_filing", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "plot",
                columns: table => new
                {
                    subject = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    gln = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    extension = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    organisation = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    region = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    area_mu = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    yield_cap_kg_per_mu = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    last_entry = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_plot", x => x.subject);
                });

            migrationBuilder.CreateTable(
                name: "product",
                columns: table => new
                {
                    subject = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    gtin = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    organisation = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    net_content_kg = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    last_entry = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_product", x => x.subject);
                });

            migrationBuilder.CreateTable(
                name: "region",
                columns: table => new
                {
                    code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name_en = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    parent = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    parent_declared = table.Column<bool>(type: "boolean", nullable: false),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: true),
                    valid_to = table.Column<DateOnly>(type: "date", nullable: true),
                    successor = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_region", x => x.code);
                });

            migrationBuilder.CreateTable(
                name: "region_register",
                columns: table => new
                {
                    subject = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    edition = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    last_entry = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_region_register", x => x.subject);
                });

            migrationBuilder.CreateTable(
                name: "session",
                columns: table => new
                {
                    hash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    account = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    organisation = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    awaits_code = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    seen_at = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_session", x => x.hash);
                });

            migrationBuilder.CreateTable(
                name: "shipment",
                columns: table => new
                {
                    subject = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    sscc = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    sender = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    receiver = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    carrier = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    departed = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    received = table.Column<bool>(type: "boolean", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    last_entry = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_shipment", x => x.subject);
                });

            migrationBuilder.CreateTable(
                name: "sign_in",
                columns: table => new
                {
                    account = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    user_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    normalized_user_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    password_hash = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    one_time_until = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    @operator = table.Column<bool>(name: "operator", type: "boolean", nullable: false),
                    authenticator_key = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    two_factor = table.Column<bool>(type: "boolean", nullable: false),
                    last_code_step = table.Column<long>(type: "bigint", nullable: false),
                    recovery_codes = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    locked_until = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sign_in", x => x.account);
                });

            migrationBuilder.CreateTable(
                name: "subject_history",
                columns: table => new
                {
                    subject = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    entry = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_subject_history", x => new { x.subject, x.version });
                });

            migrationBuilder.CreateTable(
                name: "vault_payload",
                columns: table => new
                {
                    entry = table.Column<Guid>(type: "uuid", nullable: false),
                    document = table.Column<byte[]>(type: "bytea", nullable: false),
                    salts = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_vault_payload", x => x.entry);
                });

            migrationBuilder.CreateTable(
                name: "appointment",
                columns: table => new
                {
                    account = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    region = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    entry = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appointment", x => new { x.account, x.region });
                    table.ForeignKey(
                        name: "fk_appointment_account_account",
                        column: x => x.account,
                        principalTable: "account",
                        principalColumn: "subject",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "membership",
                columns: table => new
                {
                    account = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    organisation = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    roles = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    entry = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_membership", x => new { x.account, x.organisation });
                    table.ForeignKey(
                        name: "fk_membership_account_account",
                        column: x => x.account,
                        principalTable: "account",
                        principalColumn: "subject",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "batch_input",
                columns: table => new
                {
                    batch = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    input = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    milligrams = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_batch_input", x => new { x.batch, x.input });
                    table.ForeignKey(
                        name: "fk_batch_input_batch_batch",
                        column: x => x.batch,
                        principalTable: "batch",
                        principalColumn: "subject",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "holding",
                columns: table => new
                {
                    batch = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    organisation = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    since = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    quantity = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_holding", x => new { x.batch, x.organisation });
                    table.ForeignKey(
                        name: "fk_holding_batch_batch",
                        column: x => x.batch,
                        principalTable: "batch",
                        principalColumn: "subject",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "label_run",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    batch = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    count = table.Column<int>(type: "integer", nullable: false),
                    serials_root = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    key_id = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    entry = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_label_run", x => x.id);
                    table.ForeignKey(
                        name: "fk_label_run_batch_batch",
                        column: x => x.batch,
                        principalTable: "batch",
                        principalColumn: "subject",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "plot_season",
                columns: table => new
                {
                    plot = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    season = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    harvested_kg = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_plot_season", x => new { x.plot, x.season });
                    table.ForeignKey(
                        name: "fk_plot_season_plot_plot",
                        column: x => x.plot,
                        principalTable: "plot",
                        principalColumn: "subject",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "shipment_item",
                columns: table => new
                {
                    shipment = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    batch = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    quantity = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    arrived = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_shipment_item", x => new { x.shipment, x.batch });
                    table.ForeignKey(
                        name: "fk_shipment_item_shipment_shipment",
                        column: x => x.shipment,
                        principalTable: "shipment",
                        principalColumn: "subject",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_anchor_state_tree_size",
                table: "anchor",
                columns: new[] { "state", "tree_size" });

            migrationBuilder.CreateIndex(
                name: "ix_api_key_account_organisation",
                table: "api_key",
                columns: new[] { "account", "organisation" });

            migrationBuilder.CreateIndex(
                name: "ix_api_key_id",
                table: "api_key",
                column: "id");

            migrationBuilder.CreateIndex(
                name: "ix_api_key_organisation_id",
                table: "api_key",
                columns: new[] { "organisation", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_base_gln",
                table: "base",
                column: "gln",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_base_organisation",
                table: "base",
                column: "organisation");

            migrationBuilder.CreateIndex(
                name: "ix_batch_id",
                table: "batch",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_batch_plot",
                table: "batch",
                column: "plot");

            migrationBuilder.CreateIndex(
                name: "ix_batch_producer",
                table: "batch",
                column: "producer");

            migrationBuilder.CreateIndex(
                name: "ix_batch_input_input",
                table: "batch_input",
                column: "input");

            migrationBuilder.CreateIndex(
                name: "ix_holding_organisation",
                table: "holding",
                column: "organisation");

            migrationBuilder.CreateIndex(
                name: "ix_idempotency_created_at",
                table: "idempotency",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "ix_label_run_batch",
                table: "label_run",
                column: "batch");

            migrationBuilder.CreateIndex(
                name: "ix_log_entry_id",
                table: "log_entry",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_log_leaf_sequence",
                table: "log_leaf",
                column: "sequence",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_membership_organisation",
                table: "membership",
                column: "organisation");

            migrationBuilder.CreateIndex(
                name: "ix_organisation_gln",
                table: "organisation",
                column: "gln",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_organisation_region",
                table: "organisation",
                column: "region");

            migrationBuilder.CreateIndex(
                name: "ix_organisation_uscc",
                table: "organisation",
                column: "uscc",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_organisation_filing_region_state",
                table: "organisation_filing",
                columns: new[] { "region", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_organisation_filing_state_county",
                table: "organisation_filing",
                columns: new[] { "state", "county" });

            migrationBuilder.CreateIndex(
                name: "ix_organisation_filing_uscc",
                table: "organisation_filing",
                column: "uscc",
                unique: true,
                filter: "state = 'Open'");

            migrationBuilder.CreateIndex(
                name: "ix_plot_gln",
                table: "plot",
                column: "gln");

            migrationBuilder.CreateIndex(
                name: "ix_plot_region",
                table: "plot",
                column: "region");

            migrationBuilder.CreateIndex(
                name: "ix_product_organisation",
                table: "product",
                column: "organisation");

            migrationBuilder.CreateIndex(
                name: "ix_region_parent",
                table: "region",
                column: "parent");

            migrationBuilder.CreateIndex(
                name: "ix_region_successor",
                table: "region",
                column: "successor");

            migrationBuilder.CreateIndex(
                name: "ix_session_account",
                table: "session",
                column: "account");

            migrationBuilder.CreateIndex(
                name: "ix_session_seen_at",
                table: "session",
                column: "seen_at");

            migrationBuilder.CreateIndex(
                name: "ix_shipment_carrier",
                table: "shipment",
                column: "carrier");

            migrationBuilder.CreateIndex(
                name: "ix_shipment_id",
                table: "shipment",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_shipment_receiver",
                table: "shipment",
                column: "receiver");

            migrationBuilder.CreateIndex(
                name: "ix_shipment_sender",
                table: "shipment",
                column: "sender");

            migrationBuilder.CreateIndex(
                name: "ix_shipment_sscc",
                table: "shipment",
                column: "sscc",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_shipment_item_batch",
                table: "shipment_item",
                column: "batch");

            migrationBuilder.CreateIndex(
                name: "ix_sign_in_normalized_user_name",
                table: "sign_in",
                column: "normalized_user_name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_subject_history_entry",
                table: "subject_history",
                column: "entry");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "anchor");

            migrationBuilder.DropTable(
                name: "api_key");

            migrationBuilder.DropTable(
                name: "appointment");

            migrationBuilder.DropTable(
                name: "base");

            migrationBuilder.DropTable(
                name: "batch_input");

            migrationBuilder.DropTable(
                name: "deployment_value");

            migrationBuilder.DropTable(
                name: "holding");

            migrationBuilder.DropTable(
                name: "idempotency");

            migrationBuilder.DropTable(
                name: "label_run");

            migrationBuilder.DropTable(
                name: "log_checkpoint");

            migrationBuilder.DropTable(
                name: "log_entry");

            migrationBuilder.DropTable(
                name: "log_head");

            migrationBuilder.DropTable(
                name: "log_inbox");

            migrationBuilder.DropTable(
                name: "log_leaf");

            migrationBuilder.DropTable(
                name: "log_tile");

            migrationBuilder.DropTable(
                name: "lot_sequence");

            migrationBuilder.DropTable(
                name: "membership");

            migrationBuilder.DropTable(
                name: "organisation");

            migrationBuilder.DropTable(
                name: "organisation_filing");

            migrationBuilder.DropTable(
                name: "plot_season");

            migrationBuilder.DropTable(
                name: "product");

            migrationBuilder.DropTable(
                name: "region");

            migrationBuilder.DropTable(
                name: "region_register");

            migrationBuilder.DropTable(
                name: "session");

            migrationBuilder.DropTable(
                name: "shipment_item");

            migrationBuilder.DropTable(
                name: "sign_in");

            migrationBuilder.DropTable(
                name: "subject_history");

            migrationBuilder.DropTable(
                name: "vault_payload");

            migrationBuilder.DropTable(
                name: "batch");

            migrationBuilder.DropTable(
                name: "account");

            migrationBuilder.DropTable(
                name: "plot");

            migrationBuilder.DropTable(
                name: "shipment");
        }
    }
}
