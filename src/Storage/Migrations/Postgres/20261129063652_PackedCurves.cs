using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Experiments.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    internal partial class PackedCurves : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.RenameTable(
                name: "metrics",
                newName: "metric_rows");

            migrationBuilder.AddColumn<bool>(
                name: "packed",
                table: "trials",
                type: "boolean",
                nullable: false,
                defaultValueSql: "false");

            migrationBuilder.CreateTable(
                name: "packed_curves",
                columns: table => new
                {
                    trial_id = table.Column<long>(type: "bigint", nullable: false),
                    metric_id = table.Column<int>(type: "integer", nullable: false),
                    points = table.Column<int>(type: "integer", nullable: false),
                    first_step = table.Column<long>(type: "bigint", nullable: false),
                    stride = table.Column<long>(type: "bigint", nullable: true),
                    steps = table.Column<long[]>(type: "bigint[]", nullable: true),
                    at = table.Column<DateTimeOffset[]>(type: "timestamp with time zone[]", nullable: false),
                    values = table.Column<double[]>(type: "double precision[]", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("packed_curves_pkey", x => new { x.trial_id, x.metric_id });
                });

            migrationBuilder.CreateIndex(
                name: "trials_number",
                table: "trials",
                columns: new[] { "sweep_key", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "trials_to_pack",
                table: "trials",
                column: "id",
                filter: "not packed and status in ('completed', 'pruned', 'failed', 'cancelled')");
            migrationBuilder.Sql(MigrationSql.Read("postgres", "PackedCurves"));
        }
    }
}
