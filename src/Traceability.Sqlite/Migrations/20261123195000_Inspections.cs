using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Traceability.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Inspections : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "inspection",
                columns: table => new
                {
                    subject = table.Column<string>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    batch = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    laboratory = table.Column<string>(type: "TEXT", nullable: false),
                    requested_by = table.Column<string>(type: "TEXT", nullable: true),
                    requested = table.Column<bool>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    sampled_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    sampled_at = table.Column<string>(type: "TEXT", nullable: true),
                    verdict = table.Column<string>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    last_entry = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_inspection", x => x.subject);
                });

            migrationBuilder.CreateIndex(
                name: "ix_inspection_batch",
                table: "inspection",
                column: "batch");

            migrationBuilder.CreateIndex(
                name: "ix_inspection_id",
                table: "inspection",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_inspection_laboratory_state_id",
                table: "inspection",
                columns: new[] { "laboratory", "state", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_inspection_requested_by",
                table: "inspection",
                column: "requested_by");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "inspection");
        }
    }
}
