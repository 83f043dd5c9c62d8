using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Traceability.Postgres.Migrations
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
                type: "text",
                nullable: false,
                defaultValue: "",
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "received_at",
                table: "shipment",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "to",
                table: "shipment",
                type: "text",
                nullable: false,
                defaultValue: "",
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "store_max_celsius",
                table: "product",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "store_min_celsius",
                table: "product",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.CreateTable(
                name: "shipment_leg",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    shipment = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    from = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    to = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    carrier = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    departed = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    arrived = table.Column<string>(type: "text", nullable: false, collation: "C")
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
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    shipment = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    leg = table.Column<Guid>(type: "uuid", nullable: false),
                    from = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    until = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    readings = table.Column<int>(type: "integer", nullable: false),
                    target_min_celsius = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    target_max_celsius = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    min_celsius = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    max_celsius = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    breaches = table.Column<int>(type: "integer", nullable: false),
                    breached_at = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    closed = table.Column<string>(type: "text", nullable: true, collation: "C")
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
