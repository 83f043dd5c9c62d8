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

            migrationBuilder.AddColumn<string>(
                name: "holder",
                table: "log_head",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

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

            migrationBuilder.Sql("INSERT INTO log_inbox (sequence) SELECT e.sequence FROM log_entry e WHERE NOT EXISTS (SELECT 1 FROM log_leaf l WHERE l.sequence = e.sequence)");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "log_inbox");

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
                name: "ix_holding_organisation",
                table: "holding");

            migrationBuilder.DropIndex(
                name: "ix_batch_plot",
                table: "batch");

            migrationBuilder.DropIndex(
                name: "ix_batch_producer",
                table: "batch");

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
                name: "holder",
                table: "log_head");

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
