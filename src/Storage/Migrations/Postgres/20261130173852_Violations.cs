using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Experiments.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    internal partial class Violations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<double>(
                name: "violation",
                table: "trials",
                type: "double precision",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "trials_violation",
                table: "trials",
                columns: new[] { "sweep_key", "violation" },
                filter: "violation is not null");
            migrationBuilder.Sql(MigrationSql.Read("postgres", "Violations"));
        }
    }
}
