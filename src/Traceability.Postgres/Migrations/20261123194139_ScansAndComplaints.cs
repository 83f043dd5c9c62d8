using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Traceability.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class ScansAndComplaints : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "complaint",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    batch = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    serial = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    producer = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    text = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    contact = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    filed_at = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    due_on = table.Column<DateOnly>(type: "date", nullable: false),
                    decision = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    reason = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    decided_at = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_complaint", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "scan",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    batch = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    serial = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    at = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    city = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    language = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_scan", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "scan_count",
                columns: table => new
                {
                    batch = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    serial = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    times = table.Column<long>(type: "bigint", nullable: false),
                    first_at = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    unusual_at = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_scan_count", x => new { x.batch, x.serial });
                });

            migrationBuilder.CreateIndex(
                name: "ix_complaint_batch_decision",
                table: "complaint",
                columns: new[] { "batch", "decision" });

            migrationBuilder.CreateIndex(
                name: "ix_complaint_filed_at",
                table: "complaint",
                column: "filed_at");

            migrationBuilder.CreateIndex(
                name: "ix_complaint_producer_id",
                table: "complaint",
                columns: new[] { "producer", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_scan_at",
                table: "scan",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_scan_batch_serial_at",
                table: "scan",
                columns: new[] { "batch", "serial", "at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "complaint");

            migrationBuilder.DropTable(
                name: "scan");

            migrationBuilder.DropTable(
                name: "scan_count");
        }
    }
}
