using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Experiments.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    internal partial class ParameterValues : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "packed_curves_last",
                table: "packed_curves");

            migrationBuilder.AddColumn<string>(
                name: "parameter_values",
                table: "trials",
                type: "jsonb",
                nullable: false,
                computedColumnSql: "assignment::jsonb",
                stored: true);

            migrationBuilder.CreateIndex(
                name: "packed_curves_last",
                table: "packed_curves",
                columns: new[] { "metric_id", "trial_id" })
                .Annotation("Npgsql:IndexInclude", new[] { "last" });

            migrationBuilder.Sql(MigrationSql.Read("postgres", "ParameterValues"));
        }
    }
}
