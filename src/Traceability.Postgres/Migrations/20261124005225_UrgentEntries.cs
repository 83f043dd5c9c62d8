using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Traceability.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class UrgentEntries : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "log_urgent",
                columns: table => new
                {
                    sequence = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_log_urgent", x => x.sequence);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "log_urgent");
        }
    }
}
