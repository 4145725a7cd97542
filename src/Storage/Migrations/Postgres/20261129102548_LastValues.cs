using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Experiments.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    internal partial class LastValues : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<double>(
                name: "last",
                table: "packed_curves",
                type: "double precision",
                nullable: false,
                computedColumnSql: "\"values\"[points]",
                stored: true);

            migrationBuilder.CreateIndex(
                name: "packed_curves_last",
                table: "packed_curves",
                columns: new[] { "trial_id", "metric_id" })
                .Annotation("Npgsql:IndexInclude", new[] { "last" });
        }
    }
}
