using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Traceability.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class RegionCentres : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "centre",
                table: "region",
                type: "text",
                nullable: true,
                collation: "C");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "centre",
                table: "region");
        }
    }
}
