using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Traceability.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Foundations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "holder",
                table: "log_head",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "log_inbox",
                columns: table => new
                {
                    sequence = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_log_inbox", x => x.sequence);
                });

            migrationBuilder.Sql("INSERT INTO log_inbox (sequence) SELECT e.sequence FROM log_entry e WHERE NOT EXISTS (SELECT 1 FROM log_leaf l WHERE l.sequence = e.sequence)");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "log_inbox");

            migrationBuilder.DropColumn(
                name: "holder",
                table: "log_head");
        }
    }
}
