using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Traceability.Sqlite.Migrations
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
                    subject = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    last_entry = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_account", x => x.subject);
                });

            migrationBuilder.CreateTable(
                name: "anchor",
                columns: table => new
                {
                    transaction = table.Column<string>(type: "TEXT", nullable: false),
                    tree_size = table.Column<long>(type: "INTEGER", nullable: false),
                    root = table.Column<byte[]>(type: "BLOB", nullable: false),
                    chain_id = table.Column<long>(type: "INTEGER", nullable: false),
                    genesis = table.Column<string>(type: "TEXT", nullable: false),
                    contract = table.Column<string>(type: "TEXT", nullable: false),
                    nonce = table.Column<long>(type: "INTEGER", nullable: false),
                    raw = table.Column<byte[]>(type: "BLOB", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    block = table.Column<long>(type: "INTEGER", nullable: true),
                    block_hash = table.Column<string>(type: "TEXT", nullable: true),
                    signed_at = table.Column<string>(type: "TEXT", nullable: false),
                    confirmed_at = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_anchor", x => x.transaction);
                });

            migrationBuilder.CreateTable(
                name: "api_key",
                columns: table => new
                {
                    hash = table.Column<string>(type: "TEXT", nullable: false),
                    account = table.Column<string>(type: "TEXT", nullable: false),
                    organisation = table.Column<string>(type: "TEXT", nullable: true),
                    @operator = table.Column<bool>(name: "operator", type: "INTEGER", nullable: false),
                    created_at = table.Column<string>(type: "TEXT", nullable: false),
                    revoked_at = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_api_key", x => x.hash);
                });

            migrationBuilder.CreateTable(
                name: "base",
                columns: table => new
                {
                    subject = table.Column<string>(type: "TEXT", nullable: false),
                    gln = table.Column<string>(type: "TEXT", nullable: false),
                    organisation = table.Column<string>(type: "TEXT", nullable: false),
                    region = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    last_entry = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_base", x => x.subject);
                });

            migrationBuilder.CreateTable(
                name: "batch",
                columns: table => new
                {
                    subject = table.Column<string>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    gtin = table.Column<string>(type: "TEXT", nullable: false),
                    lot = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    producer = table.Column<string>(type: "TEXT", nullable: false),
                    made_at = table.Column<string>(type: "TEXT", nullable: false),
                    plot = table.Column<string>(type: "TEXT", nullable: true),
                    quantity = table.Column<string>(type: "TEXT", nullable: false),
                    unit = table.Column<string>(type: "TEXT", nullable: false),
                    net_content_kg = table.Column<string>(type: "TEXT", nullable: true),
                    labels_issued = table.Column<int>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    last_entry = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_batch", x => x.subject);
                });

            migrationBuilder.CreateTable(
                name: "deployment_value",
                columns: table => new
                {
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    value = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_deployment_value", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "idempotency",
                columns: table => new
                {
                    account = table.Column<string>(type: "TEXT", nullable: false),
                    command = table.Column<string>(type: "TEXT", nullable: false),
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    body_hash = table.Column<string>(type: "TEXT", nullable: false),
                    answer = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_idempotency", x => new { x.account, x.command, x.key });
                });

            migrationBuilder.CreateTable(
                name: "log_checkpoint",
                columns: table => new
                {
                    size = table.Column<long>(type: "INTEGER", nullable: false),
                    root = table.Column<byte[]>(type: "BLOB", nullable: false),
                    note = table.Column<string>(type: "TEXT", nullable: false),
                    signed_at = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_log_checkpoint", x => x.size);
                });

            migrationBuilder.CreateTable(
                name: "log_entry",
                columns: table => new
                {
                    sequence = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    leaf_hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    bytes = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_log_entry", x => x.sequence);
                });

            migrationBuilder.CreateTable(
                name: "log_head",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    size = table.Column<long>(type: "INTEGER", nullable: false),
                    root = table.Column<byte[]>(type: "BLOB", nullable: false),
                    epoch = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_log_head", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "log_leaf",
                columns: table => new
                {
                    index = table.Column<long>(type: "INTEGER", nullable: false),
                    sequence = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_log_leaf", x => x.index);
                });

            migrationBuilder.CreateTable(
                name: "log_tile",
                columns: table => new
                {
                    level = table.Column<int>(type: "INTEGER", nullable: false),
                    number = table.Column<long>(type: "INTEGER", nullable: false),
                    width = table.Column<int>(type: "INTEGER", nullable: false),
                    hashes = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_log_tile", x => new { x.level, x.number });
                });

            migrationBuilder.CreateTable(
                name: "lot_sequence",
                columns: table => new
                {
                    gtin = table.Column<string>(type: "TEXT", nullable: false),
                    day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    next = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_lot_sequence", x => new { x.gtin, x.day });
                });

            migrationBuilder.CreateTable(
                name: "organisation",
                columns: table => new
                {
                    subject = table.Column<string>(type: "TEXT", nullable: false),
                    uscc = table.Column<string>(type: "TEXT", nullable: false),
                    gln = table.Column<string>(type: "TEXT", nullable: false),
                    region = table.Column<string>(type: "TEXT", nullable: false),
                    roles = table.Column<string>(type: "TEXT", nullable: false),
                    members = table.Column<int>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    last_entry = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organisation", x => x.subject);
                });

            migrationBuilder.CreateTable(
                name: "plot",
                columns: table => new
                {
                    subject = table.Column<string>(type: "TEXT", nullable: false),
                    gln = table.Column<string>(type: "TEXT", nullable: false),
                    extension = table.Column<string>(type: "TEXT", nullable: false),
                    organisation = table.Column<string>(type: "TEXT", nullable: false),
                    region = table.Column<string>(type: "TEXT", nullable: false),
                    area_mu = table.Column<string>(type: "TEXT", nullable: true),
                    yield_cap_kg_per_mu = table.Column<string>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    last_entry = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_plot", x => x.subject);
                });

            migrationBuilder.CreateTable(
                name: "product",
                columns: table => new
                {
                    subject = table.Column<string>(type: "TEXT", nullable: false),
                    gtin = table.Column<string>(type: "TEXT", nullable: false),
                    organisation = table.Column<string>(type: "TEXT", nullable: false),
                    net_content_kg = table.Column<string>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    last_entry = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_product", x => x.subject);
                });

            migrationBuilder.CreateTable(
                name: "region_register",
                columns: table => new
                {
                    subject = table.Column<string>(type: "TEXT", nullable: false),
                    edition = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    last_entry = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_region_register", x => x.subject);
                });

            migrationBuilder.CreateTable(
                name: "shipment",
                columns: table => new
                {
                    subject = table.Column<string>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    sscc = table.Column<string>(type: "TEXT", nullable: true),
                    sender = table.Column<string>(type: "TEXT", nullable: false),
                    receiver = table.Column<string>(type: "TEXT", nullable: false),
                    departed = table.Column<string>(type: "TEXT", nullable: false),
                    received = table.Column<bool>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    last_entry = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_shipment", x => x.subject);
                });

            migrationBuilder.CreateTable(
                name: "subject_history",
                columns: table => new
                {
                    subject = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    entry = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_subject_history", x => new { x.subject, x.version });
                });

            migrationBuilder.CreateTable(
                name: "vault_payload",
                columns: table => new
                {
                    entry = table.Column<Guid>(type: "TEXT", nullable: false),
                    document = table.Column<byte[]>(type: "BLOB", nullable: false),
                    salts = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_vault_payload", x => x.entry);
                });

            migrationBuilder.CreateTable(
                name: "appointment",
                columns: table => new
                {
                    account = table.Column<string>(type: "TEXT", nullable: false),
                    region = table.Column<string>(type: "TEXT", nullable: false)
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
                    account = table.Column<string>(type: "TEXT", nullable: false),
                    organisation = table.Column<string>(type: "TEXT", nullable: false),
                    roles = table.Column<string>(type: "TEXT", nullable: false)
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
                    batch = table.Column<string>(type: "TEXT", nullable: false),
                    input = table.Column<string>(type: "TEXT", nullable: false),
                    milligrams = table.Column<long>(type: "INTEGER", nullable: false)
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
                    batch = table.Column<string>(type: "TEXT", nullable: false),
                    organisation = table.Column<string>(type: "TEXT", nullable: false),
                    since = table.Column<string>(type: "TEXT", nullable: false),
                    quantity = table.Column<string>(type: "TEXT", nullable: false)
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
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    batch = table.Column<string>(type: "TEXT", nullable: false),
                    count = table.Column<int>(type: "INTEGER", nullable: false),
                    serials_root = table.Column<string>(type: "TEXT", nullable: true),
                    key_id = table.Column<string>(type: "TEXT", nullable: true),
                    entry = table.Column<Guid>(type: "TEXT", nullable: false)
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
                    plot = table.Column<string>(type: "TEXT", nullable: false),
                    season = table.Column<string>(type: "TEXT", nullable: false),
                    harvested_kg = table.Column<string>(type: "TEXT", nullable: false)
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
                name: "region",
                columns: table => new
                {
                    code = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    name_en = table.Column<string>(type: "TEXT", nullable: false),
                    register = table.Column<string>(type: "TEXT", nullable: true, defaultValue: "reference:regions")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_region", x => x.code);
                    table.ForeignKey(
                        name: "fk_region_region_register_register",
                        column: x => x.register,
                        principalTable: "region_register",
                        principalColumn: "subject");
                });

            migrationBuilder.CreateTable(
                name: "shipment_item",
                columns: table => new
                {
                    shipment = table.Column<string>(type: "TEXT", nullable: false),
                    batch = table.Column<string>(type: "TEXT", nullable: false),
                    quantity = table.Column<string>(type: "TEXT", nullable: false),
                    arrived = table.Column<string>(type: "TEXT", nullable: true)
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
                name: "ix_batch_input_input",
                table: "batch_input",
                column: "input");

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
                name: "ix_organisation_gln",
                table: "organisation",
                column: "gln",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_organisation_uscc",
                table: "organisation",
                column: "uscc",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_plot_gln",
                table: "plot",
                column: "gln");

            migrationBuilder.CreateIndex(
                name: "ix_product_organisation",
                table: "product",
                column: "organisation");

            migrationBuilder.CreateIndex(
                name: "ix_region_register",
                table: "region",
                column: "register");

            migrationBuilder.CreateIndex(
                name: "ix_shipment_id",
                table: "shipment",
                column: "id",
                unique: true);

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
                name: "plot_season");

            migrationBuilder.DropTable(
                name: "product");

            migrationBuilder.DropTable(
                name: "region");

            migrationBuilder.DropTable(
                name: "shipment_item");

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
                name: "region_register");

            migrationBuilder.DropTable(
                name: "shipment");
        }
    }
}
