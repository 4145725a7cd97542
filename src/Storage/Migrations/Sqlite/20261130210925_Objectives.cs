using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Experiments.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    internal partial class Objectives : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "objectives",
                table: "trials",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "on_front",
                table: "trials",
                type: "INTEGER",
                nullable: false,
                defaultValueSql: "0");

            migrationBuilder.CreateIndex(
                name: "trials_on_front",
                table: "trials",
                column: "sweep_key",
                filter: "on_front");
            migrationBuilder.Sql(MigrationSql.Read("sqlite", "Objectives"));
        }
    }
}
