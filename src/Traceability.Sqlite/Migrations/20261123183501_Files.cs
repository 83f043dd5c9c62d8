using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Traceability.Sqlite.Migrations
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
                    file = table.Column<string>(type: "TEXT", nullable: false),
                    account = table.Column<string>(type: "TEXT", nullable: false),
                    organisation = table.Column<string>(type: "TEXT", nullable: true),
                    stored_at = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_file_deposit", x => new { x.file, x.account });
                });

            migrationBuilder.CreateTable(
                name: "file_mention",
                columns: table => new
                {
                    file = table.Column<string>(type: "TEXT", nullable: false),
                    entry = table.Column<Guid>(type: "TEXT", nullable: false),
                    organisation = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_file_mention", x => new { x.file, x.entry });
                });

            migrationBuilder.CreateTable(
                name: "vault_file",
                columns: table => new
                {
                    sha256 = table.Column<string>(type: "TEXT", nullable: false),
                    media_type = table.Column<string>(type: "TEXT", nullable: false),
                    length = table.Column<int>(type: "INTEGER", nullable: false),
                    bytes = table.Column<byte[]>(type: "BLOB", nullable: false),
                    stored_at = table.Column<string>(type: "TEXT", nullable: false)
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
