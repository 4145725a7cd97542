using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Experiments.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    internal partial class Baseline : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "metric_names",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("metric_names_pkey", x => x.id);
                    table.UniqueConstraint("metric_names_name_key", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "silos",
                columns: table => new
                {
                    silo = table.Column<string>(type: "TEXT", nullable: false),
                    cluster = table.Column<string>(type: "TEXT", nullable: false),
                    node = table.Column<string>(type: "TEXT", nullable: false),
                    pool = table.Column<string>(type: "TEXT", nullable: false),
                    cpus = table.Column<double>(type: "REAL", nullable: false),
                    gpus = table.Column<int>(type: "INTEGER", nullable: false),
                    gateway = table.Column<string>(type: "TEXT", nullable: false),
                    http = table.Column<string>(type: "TEXT", nullable: false),
                    serves = table.Column<bool>(type: "INTEGER", nullable: false),
                    version = table.Column<string>(type: "TEXT", nullable: false, defaultValueSql: "''"),
                    protocol = table.Column<int>(type: "INTEGER", nullable: false, defaultValueSql: "1"),
                    beat_at = table.Column<string>(type: "TEXT", nullable: false),
                    left_at = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("silos_pkey", x => x.silo);
                    table.CheckConstraint("silos_serves_check", "serves in (0, 1)");
                });

            migrationBuilder.CreateTable(
                name: "sweeps",
                columns: table => new
                {
                    key = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    description = table.Column<string>(type: "TEXT", nullable: true),
                    spec = table.Column<string>(type: "TEXT", nullable: false),
                    workload = table.Column<string>(type: "TEXT", nullable: false),
                    dataset = table.Column<string>(type: "TEXT", nullable: true),
                    method = table.Column<string>(type: "TEXT", nullable: false),
                    metric = table.Column<string>(type: "TEXT", nullable: false),
                    goal = table.Column<string>(type: "TEXT", nullable: false),
                    run_cap = table.Column<int>(type: "INTEGER", nullable: true),
                    cluster = table.Column<string>(type: "TEXT", nullable: false),
                    status = table.Column<string>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: true),
                    provenance = table.Column<string>(type: "TEXT", nullable: true),
                    search_version = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<string>(type: "TEXT", nullable: false, defaultValueSql: "strftime('%Y-%m-%d %H:%M:%f+00:00', 'now')"),
                    started_at = table.Column<string>(type: "TEXT", nullable: true),
                    finished_at = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("sweeps_pkey", x => x.key);
                    table.UniqueConstraint("sweeps_id_key", x => x.id);
                    table.CheckConstraint("sweeps_goal_check", "goal in ('minimize', 'maximize')");
                    table.CheckConstraint("sweeps_id_check", "id <> ''");
                    table.CheckConstraint("sweeps_run_cap_check", "run_cap >= 1");
                    table.CheckConstraint("sweeps_status_check", "status in ('preparing', 'running', 'stopping', 'cancelling', 'completed', 'failed', 'stopped', 'cancelled')");
                });

            migrationBuilder.CreateTable(
                name: "sweep_snapshots",
                columns: table => new
                {
                    sweep_key = table.Column<int>(type: "INTEGER", nullable: false),
                    seq = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    sha256 = table.Column<byte[]>(type: "BLOB", nullable: false),
                    state = table.Column<byte[]>(type: "BLOB", nullable: false),
                    at = table.Column<string>(type: "TEXT", nullable: false, defaultValueSql: "strftime('%Y-%m-%d %H:%M:%f+00:00', 'now')")
                },
                constraints: table =>
                {
                    table.PrimaryKey("sweep_snapshots_pkey", x => x.sweep_key);
                    table.CheckConstraint("sweep_snapshots_seq_check", "seq >= 1");
                    table.ForeignKey(
                        name: "sweep_snapshots_sweep_key_fkey",
                        column: x => x.sweep_key,
                        principalTable: "sweeps",
                        principalColumn: "key");
                });

            migrationBuilder.CreateTable(
                name: "trials",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    sweep_key = table.Column<int>(type: "INTEGER", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    status = table.Column<string>(type: "TEXT", nullable: false),
                    attempt = table.Column<int>(type: "INTEGER", nullable: false),
                    restarts = table.Column<int>(type: "INTEGER", nullable: false),
                    node = table.Column<string>(type: "TEXT", nullable: false),
                    assignment = table.Column<string>(type: "TEXT", nullable: false),
                    objective = table.Column<double>(type: "REAL", nullable: true),
                    cause = table.Column<string>(type: "TEXT", nullable: true),
                    created_at = table.Column<string>(type: "TEXT", nullable: false, defaultValueSql: "strftime('%Y-%m-%d %H:%M:%f+00:00', 'now')"),
                    started_at = table.Column<string>(type: "TEXT", nullable: false, defaultValueSql: "strftime('%Y-%m-%d %H:%M:%f+00:00', 'now')"),
                    finished_at = table.Column<string>(type: "TEXT", nullable: true),
                    trained_seconds = table.Column<double>(type: "double precision", nullable: false, defaultValueSql: "0"),
                    attempt_started_at = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("trials_pkey", x => x.id);
                    table.CheckConstraint("trials_assignment_check", "json_valid(assignment)");
                    table.CheckConstraint("trials_attempt_check", "attempt >= 1");
                    table.CheckConstraint("trials_check", "id = (sweep_key << 32) + number");
                    table.CheckConstraint("trials_number_check", "number >= 0");
                    table.CheckConstraint("trials_objective_check", "abs(objective) <= 1.7976931348623157e308");
                    table.CheckConstraint("trials_restarts_check", "restarts >= 0");
                    table.CheckConstraint("trials_status_check", "status in ('running', 'waiting', 'paused', 'completed', 'pruned', 'failed', 'cancelled')");
                    table.ForeignKey(
                        name: "trials_sweep_key_fkey",
                        column: x => x.sweep_key,
                        principalTable: "sweeps",
                        principalColumn: "key");
                });

            migrationBuilder.CreateTable(
                name: "checkpoints",
                columns: table => new
                {
                    trial_id = table.Column<long>(type: "INTEGER", nullable: false),
                    step = table.Column<long>(type: "INTEGER", nullable: false),
                    attempt = table.Column<int>(type: "INTEGER", nullable: false),
                    sha256 = table.Column<byte[]>(type: "BLOB", nullable: false),
                    data = table.Column<byte[]>(type: "BLOB", nullable: true),
                    file = table.Column<string>(type: "TEXT", nullable: true),
                    at = table.Column<string>(type: "TEXT", nullable: false, defaultValueSql: "strftime('%Y-%m-%d %H:%M:%f+00:00', 'now')")
                },
                constraints: table =>
                {
                    table.PrimaryKey("checkpoints_pkey", x => new { x.trial_id, x.step });
                    table.CheckConstraint("checkpoints_check", "(data is null) <> (file is null)");
                    table.ForeignKey(
                        name: "checkpoints_trial_id_fkey",
                        column: x => x.trial_id,
                        principalTable: "trials",
                        principalColumn: "id");
                });

            migrationBuilder.CreateIndex(
                name: "silos_cluster",
                table: "silos",
                column: "cluster");

            migrationBuilder.CreateIndex(
                name: "sweeps_name",
                table: "sweeps",
                columns: new[] { "name", "key" });

            migrationBuilder.CreateIndex(
                name: "sweeps_unfinished",
                table: "sweeps",
                column: "cluster",
                filter: "status in ('preparing', 'running', 'stopping', 'cancelling')");

            migrationBuilder.CreateIndex(
                name: "trials_objective",
                table: "trials",
                columns: new[] { "sweep_key", "objective" },
                filter: "status = 'completed' and objective is not null");

            migrationBuilder.CreateIndex(
                name: "trials_status",
                table: "trials",
                columns: new[] { "sweep_key", "status" });
            migrationBuilder.Sql(MigrationSql.Read("sqlite", "Baseline"));
        }
    }
}
