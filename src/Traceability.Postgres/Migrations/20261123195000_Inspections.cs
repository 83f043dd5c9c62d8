using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Traceability.Postgres.Migrations
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
                    subject = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    batch = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    laboratory = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    requested_by = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    requested = table.Column<bool>(type: "boolean", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    sampled_on = table.Column<DateOnly>(type: "date", nullable: true),
                    sampled_at = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    verdict = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    last_entry = table.Column<Guid>(type: "uuid", nullable: false)
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
