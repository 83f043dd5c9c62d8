using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Traceability.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Reference : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "food_class",
                table: "product",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "limit_register",
                columns: table => new
                {
                    subject = table.Column<string>(type: "TEXT", nullable: false),
                    edition = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    last_entry = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_limit_register", x => x.subject);
                });

            migrationBuilder.CreateTable(
                name: "pesticide_register",
                columns: table => new
                {
                    subject = table.Column<string>(type: "TEXT", nullable: false),
                    edition = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    last_entry = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pesticide_register", x => x.subject);
                });

            migrationBuilder.CreateTable(
                name: "limit_set",
                columns: table => new
                {
                    standard = table.Column<string>(type: "TEXT", nullable: false),
                    edition = table.Column<string>(type: "TEXT", nullable: false),
                    register = table.Column<string>(type: "TEXT", nullable: false),
                    valid_from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    valid_to = table.Column<DateOnly>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_limit_set", x => new { x.standard, x.edition });
                    table.ForeignKey(
                        name: "fk_limit_set_limit_register_register",
                        column: x => x.register,
                        principalTable: "limit_register",
                        principalColumn: "subject",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "label_interval",
                columns: table => new
                {
                    ingredient = table.Column<string>(type: "TEXT", nullable: false),
                    crop = table.Column<string>(type: "TEXT", nullable: false),
                    from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    register = table.Column<string>(type: "TEXT", nullable: false),
                    to = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    days = table.Column<int>(type: "INTEGER", nullable: false),
                    verify = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_label_interval", x => new { x.ingredient, x.crop, x.from });
                    table.ForeignKey(
                        name: "fk_label_interval_pesticide_register_register",
                        column: x => x.register,
                        principalTable: "pesticide_register",
                        principalColumn: "subject",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "pesticide_ban",
                columns: table => new
                {
                    ingredient = table.Column<string>(type: "TEXT", nullable: false),
                    crop = table.Column<string>(type: "TEXT", nullable: false),
                    from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    register = table.Column<string>(type: "TEXT", nullable: false),
                    to = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    notice = table.Column<string>(type: "TEXT", nullable: false),
                    verify = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pesticide_ban", x => new { x.ingredient, x.crop, x.from });
                    table.ForeignKey(
                        name: "fk_pesticide_ban_pesticide_register_register",
                        column: x => x.register,
                        principalTable: "pesticide_register",
                        principalColumn: "subject",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "pesticide_name",
                columns: table => new
                {
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    register = table.Column<string>(type: "TEXT", nullable: false),
                    alias = table.Column<string>(type: "TEXT", nullable: false),
                    ingredient = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pesticide_name", x => x.key);
                    table.ForeignKey(
                        name: "fk_pesticide_name_pesticide_register_register",
                        column: x => x.register,
                        principalTable: "pesticide_register",
                        principalColumn: "subject",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "limit_item",
                columns: table => new
                {
                    standard = table.Column<string>(type: "TEXT", nullable: false),
                    edition = table.Column<string>(type: "TEXT", nullable: false),
                    food_class = table.Column<string>(type: "TEXT", nullable: false),
                    analyte_key = table.Column<string>(type: "TEXT", nullable: false),
                    basis = table.Column<string>(type: "TEXT", nullable: false),
                    analyte = table.Column<string>(type: "TEXT", nullable: false),
                    analyte_en = table.Column<string>(type: "TEXT", nullable: true),
                    analyte_en_key = table.Column<string>(type: "TEXT", nullable: true),
                    value = table.Column<string>(type: "TEXT", nullable: false),
                    unit = table.Column<string>(type: "TEXT", nullable: false),
                    exclusive = table.Column<bool>(type: "INTEGER", nullable: false),
                    methods = table.Column<string>(type: "TEXT", nullable: false),
                    verify = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_limit_item", x => new { x.standard, x.edition, x.food_class, x.analyte_key, x.basis });
                    table.ForeignKey(
                        name: "fk_limit_item_limit_set_standard_edition",
                        columns: x => new { x.standard, x.edition },
                        principalTable: "limit_set",
                        principalColumns: new[] { "standard", "edition" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_label_interval_register",
                table: "label_interval",
                column: "register");

            migrationBuilder.CreateIndex(
                name: "ix_limit_item_analyte_en_key_food_class",
                table: "limit_item",
                columns: new[] { "analyte_en_key", "food_class" });

            migrationBuilder.CreateIndex(
                name: "ix_limit_item_analyte_key_food_class",
                table: "limit_item",
                columns: new[] { "analyte_key", "food_class" });

            migrationBuilder.CreateIndex(
                name: "ix_limit_set_register",
                table: "limit_set",
                column: "register");

            migrationBuilder.CreateIndex(
                name: "ix_pesticide_ban_register",
                table: "pesticide_ban",
                column: "register");

            migrationBuilder.CreateIndex(
                name: "ix_pesticide_name_register",
                table: "pesticide_name",
                column: "register");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "label_interval");

            migrationBuilder.DropTable(
                name: "limit_item");

            migrationBuilder.DropTable(
                name: "pesticide_ban");

            migrationBuilder.DropTable(
                name: "pesticide_name");

            migrationBuilder.DropTable(
                name: "limit_set");

            migrationBuilder.DropTable(
                name: "pesticide_register");

            migrationBuilder.DropTable(
                name: "limit_register");

            migrationBuilder.DropColumn(
                name: "food_class",
                table: "product");
        }
    }
}
