using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Experiments.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    internal partial class SweepCounts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "sweep_counts",
                columns: table => new
                {
                    sweep_key = table.Column<int>(type: "integer", nullable: false),
                    running = table.Column<long>(type: "bigint", nullable: false),
                    waiting = table.Column<long>(type: "bigint", nullable: false),
                    paused = table.Column<long>(type: "bigint", nullable: false),
                    completed = table.Column<long>(type: "bigint", nullable: false),
                    pruned = table.Column<long>(type: "bigint", nullable: false),
                    failed = table.Column<long>(type: "bigint", nullable: false),
                    cancelled = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("sweep_counts_pkey", x => x.sweep_key);
                    table.ForeignKey(
                        name: "sweep_counts_sweep_key_fkey",
                        column: x => x.sweep_key,
                        principalTable: "sweeps",
                        principalColumn: "key",
                        onDelete: ReferentialAction.Cascade);
                });
            migrationBuilder.Sql(MigrationSql.Read("postgres", "SweepCounts"));
        }
    }
}
