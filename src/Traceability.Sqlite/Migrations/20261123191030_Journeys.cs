using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Traceability.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Journeys : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "from",
                table: "shipment",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "received_at",
                table: "shipment",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "to",
                table: "shipment",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "store_max_celsius",
                table: "product",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "store_min_celsius",
                table: "product",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "shipment_leg",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    shipment = table.Column<string>(type: "TEXT", nullable: false),
                    from = table.Column<string>(type: "TEXT", nullable: false),
                    to = table.Column<string>(type: "TEXT", nullable: false),
                    carrier = table.Column<string>(type: "TEXT", nullable: true),
                    departed = table.Column<string>(type: "TEXT", nullable: false),
                    arrived = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_shipment_leg", x => x.id);
                    table.ForeignKey(
                        name: "fk_shipment_leg_shipment_shipment",
                        column: x => x.shipment,
                        principalTable: "shipment",
                        principalColumn: "subject",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "shipment_temperature",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    shipment = table.Column<string>(type: "TEXT", nullable: false),
                    leg = table.Column<Guid>(type: "TEXT", nullable: false),
                    from = table.Column<string>(type: "TEXT", nullable: false),
                    until = table.Column<string>(type: "TEXT", nullable: false),
                    readings = table.Column<int>(type: "INTEGER", nullable: false),
                    target_min_celsius = table.Column<string>(type: "TEXT", nullable: true),
                    target_max_celsius = table.Column<string>(type: "TEXT", nullable: true),
                    min_celsius = table.Column<string>(type: "TEXT", nullable: false),
                    max_celsius = table.Column<string>(type: "TEXT", nullable: false),
                    breaches = table.Column<int>(type: "INTEGER", nullable: false),
                    breached_at = table.Column<string>(type: "TEXT", nullable: true),
                    closed = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_shipment_temperature", x => x.id);
                    table.ForeignKey(
                        name: "fk_shipment_temperature_shipment_shipment",
                        column: x => x.shipment,
                        principalTable: "shipment",
                        principalColumn: "subject",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_shipment_leg_shipment",
                table: "shipment_leg",
                column: "shipment");

            migrationBuilder.CreateIndex(
                name: "ix_shipment_temperature_shipment",
                table: "shipment_temperature",
                column: "shipment");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "shipment_leg");

            migrationBuilder.DropTable(
                name: "shipment_temperature");

            migrationBuilder.DropColumn(
                name: "from",
                table: "shipment");

            migrationBuilder.DropColumn(
                name: "received_at",
                table: "shipment");

            migrationBuilder.DropColumn(
                name: "to",
                table: "shipment");

            migrationBuilder.DropColumn(
                name: "store_max_celsius",
                table: "product");

            migrationBuilder.DropColumn(
                name: "store_min_celsius",
                table: "product");
        }
    }
}
