using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Traceability.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class Cultivation : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "intervals",
                table: "plot",
                type: "text",
                nullable: false,
                defaultValue: "",
                collation: "C");

            migrationBuilder.CreateTable(
                name: "plot_step",
                columns: table => new
                {
                    entry = table.Column<Guid>(type: "uuid", nullable: false),
                    plot = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_plot_step", x => x.entry);
                    table.ForeignKey(
                        name: "fk_plot_step_plot_plot",
                        column: x => x.plot,
                        principalTable: "plot",
                        principalColumn: "subject",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_plot_organisation",
                table: "plot",
                column: "organisation");

            migrationBuilder.CreateIndex(
                name: "ix_plot_step_plot_day_entry",
                table: "plot_step",
                columns: new[] { "plot", "day", "entry" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "plot_step");

            migrationBuilder.DropIndex(
                name: "ix_plot_organisation",
                table: "plot");

            migrationBuilder.DropColumn(
                name: "intervals",
                table: "plot");
        }
    }
}
