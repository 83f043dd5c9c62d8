using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Traceability.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class Files : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "file_deposit",
                columns: table => new
                {
                    file = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    account = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    organisation = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    stored_at = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_file_deposit", x => new { x.file, x.account });
                });

            migrationBuilder.CreateTable(
                name: "file_mention",
                columns: table => new
                {
                    file = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    entry = table.Column<Guid>(type: "uuid", nullable: false),
                    organisation = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_file_mention", x => new { x.file, x.entry });
                });

            migrationBuilder.CreateTable(
                name: "vault_file",
                columns: table => new
                {
                    sha256 = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    media_type = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    length = table.Column<int>(type: "integer", nullable: false),
                    bytes = table.Column<byte[]>(type: "bytea", nullable: false),
                    stored_at = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_vault_file", x => x.sha256);
                });

            migrationBuilder.CreateIndex(
                name: "ix_file_deposit_account",
                table: "file_deposit",
                column: "account");

            migrationBuilder.CreateIndex(
                name: "ix_file_deposit_stored_at",
                table: "file_deposit",
                column: "stored_at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "file_deposit");

            migrationBuilder.DropTable(
                name: "file_mention");

            migrationBuilder.DropTable(
                name: "vault_file");
        }
    }
}
