using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Traceability.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class Chain : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "voided",
                table: "shipment",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "voided",
                table: "label_run",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "dehydration",
                table: "batch",
                type: "text",
                nullable: false,
                defaultValue: "",
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "stops",
                table: "batch",
                type: "text",
                nullable: false,
                defaultValue: "",
                collation: "C");

            migrationBuilder.CreateTable(
                name: "recall",
                columns: table => new
                {
                    subject = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    @class = table.Column<string>(name: "class", type: "text", nullable: false, collation: "C"),
                    opened_at = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    opened_for = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    closed_at = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    recovered_kg = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    last_entry = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_recall", x => x.subject);
                });

            migrationBuilder.CreateTable(
                name: "voided_entry",
                columns: table => new
                {
                    entry = table.Column<Guid>(type: "uuid", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_voided_entry", x => x.entry);
                });

            migrationBuilder.CreateTable(
                name: "recalled_batch",
                columns: table => new
                {
                    recall = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    batch = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_recalled_batch", x => new { x.recall, x.batch });
                    table.ForeignKey(
                        name: "fk_recalled_batch_recall_recall",
                        column: x => x.recall,
                        principalTable: "recall",
                        principalColumn: "subject",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_batch_id1",
                table: "batch",
                column: "id",
                filter: "stops <> ''");

            migrationBuilder.CreateIndex(
                name: "ix_recall_id",
                table: "recall",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_recalled_batch_batch",
                table: "recalled_batch",
                column: "batch");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "recalled_batch");

            migrationBuilder.DropTable(
                name: "voided_entry");

            migrationBuilder.DropTable(
                name: "recall");

            migrationBuilder.DropIndex(
                name: "ix_batch_id1",
                table: "batch");

            migrationBuilder.DropColumn(
                name: "voided",
                table: "shipment");

            migrationBuilder.DropColumn(
                name: "voided",
                table: "label_run");

            migrationBuilder.DropColumn(
                name: "dehydration",
                table: "batch");

            migrationBuilder.DropColumn(
                name: "stops",
                table: "batch");
        }
    }
}
