using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Traceability.Postgres.Migrations
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
                    subject = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    manager = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    level = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    region = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    parent = table.Column<string>(type: "character varying(36)", nullable: true, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    last_entry = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_brand", x => x.subject);
                });

            migrationBuilder.CreateTable(
                name: "certificate",
                columns: table => new
                {
                    subject = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    scheme = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    number = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    holder = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    certifier = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    valid_to = table.Column<DateOnly>(type: "date", nullable: true),
                    annual_kg = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    batch = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    standing = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    withdrawn_on = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    products = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    bases = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    suspensions = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    acts = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    last_entry = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_certificate", x => x.subject);
                });

            migrationBuilder.CreateTable(
                name: "label_mark",
                columns: table => new
                {
                    run = table.Column<Guid>(type: "uuid", nullable: false),
                    mark = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    batch = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    period = table.Column<DateOnly>(type: "date", nullable: false),
                    kilograms = table.Column<string>(type: "text", nullable: false, collation: "C")
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
                    subject = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    brand = table.Column<Guid>(type: "uuid", nullable: false),
                    licensee = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    manager = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    state = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    since = table.Column<DateOnly>(type: "date", nullable: false),
                    asked_kg = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: true),
                    valid_to = table.Column<DateOnly>(type: "date", nullable: true),
                    quota_kg = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    per = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    acts = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    last_entry = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_licence", x => x.subject);
                });

            migrationBuilder.CreateTable(
                name: "certificate_use",
                columns: table => new
                {
                    certificate = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    year = table.Column<DateOnly>(type: "date", nullable: false),
                    kilograms = table.Column<string>(type: "text", nullable: false, collation: "C")
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
                    licence = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    period = table.Column<DateOnly>(type: "date", nullable: false),
                    kilograms = table.Column<string>(type: "text", nullable: false, collation: "C")
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
