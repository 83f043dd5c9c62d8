using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Traceability.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Foundations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_region_region_register_register",
                table: "region");

            migrationBuilder.DropIndex(
                name: "ix_region_register",
                table: "region");

            migrationBuilder.DropColumn(
                name: "register",
                table: "region");

            migrationBuilder.AddColumn<string>(
                name: "carrier",
                table: "shipment",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "parent",
                table: "region",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "parent_declared",
                table: "region",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "successor",
                table: "region",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "valid_from",
                table: "region",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "valid_to",
                table: "region",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "administrators",
                table: "organisation",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<Guid>(
                name: "entry",
                table: "membership",
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<string>(
                name: "holder",
                table: "log_head",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<Guid>(
                name: "entry",
                table: "appointment",
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<Guid>(
                name: "id",
                table: "api_key",
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<string>(
                name: "label",
                table: "api_key",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<DateOnly>(
                name: "last_used",
                table: "api_key",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "roles",
                table: "api_key",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "log_inbox",
                columns: table => new
                {
                    sequence = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_log_inbox", x => x.sequence);
                });

            migrationBuilder.CreateTable(
                name: "organisation_filing",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    uscc = table.Column<string>(type: "TEXT", nullable: false),
                    gln = table.Column<string>(type: "TEXT", nullable: false),
                    region = table.Column<string>(type: "TEXT", nullable: false),
                    county = table.Column<int>(type: "INTEGER", nullable: false),
                    roles = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    name_en = table.Column<string>(type: "TEXT", nullable: true),
                    hotline = table.Column<string>(type: "TEXT", nullable: true),
                    contact_name = table.Column<string>(type: "TEXT", nullable: true),
                    contact_phone = table.Column<string>(type: "TEXT", nullable: true),
                    user_name = table.Column<string>(type: "TEXT", nullable: true),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: true),
                    filed_at = table.Column<string>(type: "TEXT", nullable: false),
                    decided_at = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organisation_filing", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "session",
                columns: table => new
                {
                    hash = table.Column<string>(type: "TEXT", nullable: false),
                    account = table.Column<string>(type: "TEXT", nullable: false),
                    organisation = table.Column<string>(type: "TEXT", nullable: true),
                    awaits_code = table.Column<bool>(type: "INTEGER", nullable: false),
                    created_at = table.Column<string>(type: "TEXT", nullable: false),
                    seen_at = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_session", x => x.hash);
                });

            migrationBuilder.CreateTable(
                name: "sign_in",
                columns: table => new
                {
                    account = table.Column<string>(type: "TEXT", nullable: false),
                    user_name = table.Column<string>(type: "TEXT", nullable: false),
                    normalized_user_name = table.Column<string>(type: "TEXT", nullable: false),
                    password_hash = table.Column<string>(type: "TEXT", nullable: true),
                    one_time_until = table.Column<string>(type: "TEXT", nullable: true),
                    @operator = table.Column<bool>(name: "operator", type: "INTEGER", nullable: false),
                    authenticator_key = table.Column<string>(type: "TEXT", nullable: true),
                    two_factor = table.Column<bool>(type: "INTEGER", nullable: false),
                    last_code_step = table.Column<long>(type: "INTEGER", nullable: false),
                    recovery_codes = table.Column<string>(type: "TEXT", nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    locked_until = table.Column<string>(type: "TEXT", nullable: true),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sign_in", x => x.account);
                });

            migrationBuilder.CreateIndex(
                name: "ix_shipment_carrier",
                table: "shipment",
                column: "carrier");

            migrationBuilder.CreateIndex(
                name: "ix_shipment_receiver",
                table: "shipment",
                column: "receiver");

            migrationBuilder.CreateIndex(
                name: "ix_shipment_sender",
                table: "shipment",
                column: "sender");

            migrationBuilder.CreateIndex(
                name: "ix_region_parent",
                table: "region",
                column: "parent");

            migrationBuilder.CreateIndex(
                name: "ix_region_successor",
                table: "region",
                column: "successor");

            migrationBuilder.CreateIndex(
                name: "ix_plot_region",
                table: "plot",
                column: "region");

            migrationBuilder.CreateIndex(
                name: "ix_organisation_region",
                table: "organisation",
                column: "region");

            migrationBuilder.CreateIndex(
                name: "ix_membership_organisation",
                table: "membership",
                column: "organisation");

            migrationBuilder.CreateIndex(
                name: "ix_holding_organisation",
                table: "holding",
                column: "organisation");

            migrationBuilder.CreateIndex(
                name: "ix_batch_plot",
                table: "batch",
                column: "plot");

            migrationBuilder.CreateIndex(
                name: "ix_batch_producer",
                table: "batch",
                column: "producer");

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
                name: "ix_session_account",
                table: "session",
                column: "account");

            migrationBuilder.CreateIndex(
                name: "ix_session_seen_at",
                table: "session",
                column: "seen_at");

            migrationBuilder.CreateIndex(
                name: "ix_sign_in_normalized_user_name",
                table: "sign_in",
                column: "normalized_user_name",
                unique: true);

            migrationBuilder.Sql("INSERT INTO log_inbox (sequence) SELECT e.sequence FROM log_entry e WHERE NOT EXISTS (SELECT 1 FROM log_leaf l WHERE l.sequence = e.sequence)");
            // A key that had no id yet gets one of its hash.
            migrationBuilder.Sql("UPDATE api_key SET id = upper(substr(hash, 1, 8) || '-' || substr(hash, 9, 4) || '-' || substr(hash, 13, 4) || '-' || substr(hash, 17, 4) || '-' || substr(hash, 21, 12))");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "log_inbox");

            migrationBuilder.DropTable(
                name: "organisation_filing");

            migrationBuilder.DropTable(
                name: "session");

            migrationBuilder.DropTable(
                name: "sign_in");

            migrationBuilder.DropIndex(
                name: "ix_shipment_carrier",
                table: "shipment");

            migrationBuilder.DropIndex(
                name: "ix_shipment_receiver",
                table: "shipment");

            migrationBuilder.DropIndex(
                name: "ix_shipment_sender",
                table: "shipment");

            migrationBuilder.DropIndex(
                name: "ix_region_parent",
                table: "region");

            migrationBuilder.DropIndex(
                name: "ix_region_successor",
                table: "region");

            migrationBuilder.DropIndex(
                name: "ix_plot_region",
                table: "plot");

            migrationBuilder.DropIndex(
                name: "ix_organisation_region",
                table: "organisation");

            migrationBuilder.DropIndex(
                name: "ix_membership_organisation",
                table: "membership");

            migrationBuilder.DropIndex(
                name: "ix_holding_organisation",
                table: "holding");

            migrationBuilder.DropIndex(
                name: "ix_batch_plot",
                table: "batch");

            migrationBuilder.DropIndex(
                name: "ix_batch_producer",
                table: "batch");

            migrationBuilder.DropIndex(
                name: "ix_api_key_account_organisation",
                table: "api_key");

            migrationBuilder.DropIndex(
                name: "ix_api_key_id",
                table: "api_key");

            migrationBuilder.DropIndex(
                name: "ix_api_key_organisation_id",
                table: "api_key");

            migrationBuilder.DropColumn(
                name: "carrier",
                table: "shipment");

            migrationBuilder.DropColumn(
                name: "parent",
                table: "region");

            migrationBuilder.DropColumn(
                name: "parent_declared",
                table: "region");

            migrationBuilder.DropColumn(
                name: "successor",
                table: "region");

            migrationBuilder.DropColumn(
                name: "valid_from",
                table: "region");

            migrationBuilder.DropColumn(
                name: "valid_to",
                table: "region");

            migrationBuilder.DropColumn(
                name: "administrators",
                table: "organisation");

            migrationBuilder.DropColumn(
                name: "entry",
                table: "membership");

            migrationBuilder.DropColumn(
                name: "holder",
                table: "log_head");

            migrationBuilder.DropColumn(
                name: "entry",
                table: "appointment");

            migrationBuilder.DropColumn(
                name: "id",
                table: "api_key");

            migrationBuilder.DropColumn(
                name: "label",
                table: "api_key");

            migrationBuilder.DropColumn(
                name: "last_used",
                table: "api_key");

            migrationBuilder.DropColumn(
                name: "roles",
                table: "api_key");

            migrationBuilder.AddColumn<string>(
                name: "register",
                table: "region",
                type: "TEXT",
                nullable: true,
                defaultValue: "reference:regions");

            migrationBuilder.CreateIndex(
                name: "ix_region_register",
                table: "region",
                column: "register");

            migrationBuilder.AddForeignKey(
                name: "fk_region_region_register_register",
                table: "region",
                column: "register",
                principalTable: "region_register",
                principalColumn: "subject");
        }
    }
}
