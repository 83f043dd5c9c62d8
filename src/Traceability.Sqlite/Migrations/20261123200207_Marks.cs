using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Traceability.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Marks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "brand",
                columns: table => new
                {
                    subject = table.Column<string>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    manager = table.Column<string>(type: "TEXT", nullable: false),
                    level = table.Column<string>(type: "TEXT", nullable: false),
                    region = table.Column<string>(type: "TEXT", nullable: false),
                    parent = table.Column<string>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    last_entry = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_brand", x => x.subject);
                });

            migrationBuilder.CreateTable(
                name: "certificate",
                columns: table => new
                {
                    subject = table.Column<string>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    scheme = table.Column<string>(type: "TEXT", nullable: false),
                    number = table.Column<string>(type: "TEXT", nullable: true),
                    holder = table.Column<string>(type: "TEXT", nullable: false),
                    certifier = table.Column<string>(type: "TEXT", nullable: false),
                    valid_from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    valid_to = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    annual_kg = table.Column<string>(type: "TEXT", nullable: true),
                    batch = table.Column<string>(type: "TEXT", nullable: true),
                    standing = table.Column<string>(type: "TEXT", nullable: false),
                    withdrawn_on = table.Column<string>(type: "TEXT", nullable: true),
                    products = table.Column<string>(type: "TEXT", nullable: false),
                    bases = table.Column<string>(type: "TEXT", nullable: false),
                    suspensions = table.Column<string>(type: "TEXT", nullable: false),
                    acts = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    last_entry = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_certificate", x => x.subject);
                });

            migrationBuilder.CreateTable(
                name: "label_mark",
                columns: table => new
                {
                    run = table.Column<Guid>(type: "TEXT", nullable: false),
                    mark = table.Column<string>(type: "TEXT", nullable: false),
                    batch = table.Column<string>(type: "TEXT", nullable: false),
                    period = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    kilograms = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_label_mark", x => new { x.run, x.mark });
                    table.ForeignKey(
                        name: "fk_label_mark_batch_batch",
                        column: x => x.batch,
                        principalTable: "batch",
                        principalColumn: "subject",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "licence",
                columns: table => new
                {
                    subject = table.Column<string>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    brand = table.Column<Guid>(type: "TEXT", nullable: false),
                    licensee = table.Column<string>(type: "TEXT", nullable: false),
                    manager = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    since = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    asked_kg = table.Column<string>(type: "TEXT", nullable: false),
                    valid_from = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    valid_to = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    quota_kg = table.Column<string>(type: "TEXT", nullable: true),
                    per = table.Column<string>(type: "TEXT", nullable: true),
                    acts = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    last_entry = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_licence", x => x.subject);
                });

            migrationBuilder.CreateTable(
                name: "certificate_use",
                columns: table => new
                {
                    certificate = table.Column<string>(type: "TEXT", nullable: false),
                    year = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    kilograms = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_certificate_use", x => new { x.certificate, x.year });
                    table.ForeignKey(
                        name: "fk_certificate_use_certificate_certificate",
                        column: x => x.certificate,
                        principalTable: "certificate",
                        principalColumn: "subject",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "licence_use",
                columns: table => new
                {
                    licence = table.Column<string>(type: "TEXT", nullable: false),
                    period = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    kilograms = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_licence_use", x => new { x.licence, x.period });
                    table.ForeignKey(
                        name: "fk_licence_use_licence_licence",
                        column: x => x.licence,
                        principalTable: "licence",
                        principalColumn: "subject",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_brand_id",
                table: "brand",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_brand_manager_id",
                table: "brand",
                columns: new[] { "manager", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_certificate_batch",
                table: "certificate",
                column: "batch");

            migrationBuilder.CreateIndex(
                name: "ix_certificate_certifier_id",
                table: "certificate",
                columns: new[] { "certifier", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_certificate_holder_id",
                table: "certificate",
                columns: new[] { "holder", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_certificate_id",
                table: "certificate",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_certificate_scheme_number",
                table: "certificate",
                columns: new[] { "scheme", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_label_mark_batch",
                table: "label_mark",
                column: "batch");

            migrationBuilder.CreateIndex(
                name: "ix_label_mark_mark_run",
                table: "label_mark",
                columns: new[] { "mark", "run" });

            migrationBuilder.CreateIndex(
                name: "ix_licence_brand_licensee",
                table: "licence",
                columns: new[] { "brand", "licensee" });

            migrationBuilder.CreateIndex(
                name: "ix_licence_id",
                table: "licence",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_licence_licensee_id",
                table: "licence",
                columns: new[] { "licensee", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_licence_manager_state_id",
                table: "licence",
                columns: new[] { "manager", "state", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "brand");

            migrationBuilder.DropTable(
                name: "certificate_use");

            migrationBuilder.DropTable(
                name: "label_mark");

            migrationBuilder.DropTable(
                name: "licence_use");

            migrationBuilder.DropTable(
                name: "certificate");

            migrationBuilder.DropTable(
                name: "licence");
        }
    }
}
