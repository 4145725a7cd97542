using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Experiments.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    internal partial class TrainedTime : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<double>(
                name: "trained_seconds",
                table: "sweep_counts",
                type: "double precision",
                nullable: false,
                defaultValueSql: "0");

            migrationBuilder.Sql(MigrationSql.Read("postgres", "TrainedTime"));
        }
    }
}
