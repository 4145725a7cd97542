using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Experiments.Storage.Migrations.Postgres
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
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                    name = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("metric_names_pkey", x => x.id);
                    table.UniqueConstraint("metric_names_name_key", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "metrics",
                columns: table => new
                {
                    trial_id = table.Column<long>(type: "bigint", nullable: false),
                    metric_id = table.Column<int>(type: "integer", nullable: false),
                    step = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    value = table.Column<double>(type: "double precision", nullable: true),
                    kind = table.Column<short>(type: "smallint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("metrics_pkey", x => new { x.trial_id, x.metric_id, x.step });
                    table.CheckConstraint("metrics_check", "(kind = 0 and value is not null) or (kind between 1 and 3 and value is null)");
                });

            migrationBuilder.CreateTable(
                name: "silos",
                columns: table => new
                {
                    silo = table.Column<string>(type: "text", nullable: false),
                    cluster = table.Column<string>(type: "text", nullable: false),
                    node = table.Column<string>(type: "text", nullable: false),
                    pool = table.Column<string>(type: "text", nullable: false),
                    cpus = table.Column<double>(type: "double precision", nullable: false),
                    gpus = table.Column<int>(type: "integer", nullable: false),
                    gateway = table.Column<string>(type: "text", nullable: false),
                    http = table.Column<string>(type: "text", nullable: false),
                    serves = table.Column<bool>(type: "boolean", nullable: false),
                    version = table.Column<string>(type: "text", nullable: false, defaultValueSql: "''"),
                    protocol = table.Column<int>(type: "integer", nullable: false, defaultValueSql: "1"),
                    beat_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    left_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("silos_pkey", x => x.silo);
                });

            migrationBuilder.CreateTable(
                name: "sweeps",
                columns: table => new
                {
                    key = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                    id = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    description = table.Column<string>(type: "text", nullable: true),
                    spec = table.Column<string>(type: "json", nullable: false),
                    workload = table.Column<string>(type: "text", nullable: false),
                    dataset = table.Column<string>(type: "text", nullable: true),
                    method = table.Column<string>(type: "text", nullable: false),
                    metric = table.Column<string>(type: "text", nullable: false),
                    goal = table.Column<string>(type: "text", nullable: false),
                    run_cap = table.Column<int>(type: "integer", nullable: true),
                    cluster = table.Column<string>(type: "text", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true),
                    provenance = table.Column<string>(type: "json", nullable: true),
                    search_version = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    finished_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
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
                name: "trial_logs",
                columns: table => new
                {
                    trial_id = table.Column<long>(type: "bigint", nullable: false),
                    attempt = table.Column<int>(type: "integer", nullable: false),
                    start = table.Column<long>(type: "bigint", nullable: false),
                    stop = table.Column<long>(type: "bigint", nullable: false),
                    stream = table.Column<short>(type: "smallint", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
                    text = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("trial_logs_pkey", x => new { x.trial_id, x.attempt, x.start });
                    table.CheckConstraint("trial_logs_check", "stop > start");
                    table.CheckConstraint("trial_logs_start_check", "start >= 0");
                    table.CheckConstraint("trial_logs_stream_check", "stream between 0 and 2");
                });

            migrationBuilder.CreateTable(
                name: "sweep_events",
                columns: table => new
                {
                    sweep_key = table.Column<int>(type: "integer", nullable: false),
                    seq = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
                    kind = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    @event = table.Column<string>(name: "event", type: "json", nullable: false),
                    actions = table.Column<string>(type: "json", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("sweep_events_pkey", x => new { x.sweep_key, x.seq });
                    table.CheckConstraint("sweep_events_seq_check", "seq >= 1");
                    table.ForeignKey(
                        name: "sweep_events_sweep_key_fkey",
                        column: x => x.sweep_key,
                        principalTable: "sweeps",
                        principalColumn: "key");
                });

            migrationBuilder.CreateTable(
                name: "sweep_snapshots",
                columns: table => new
                {
                    sweep_key = table.Column<int>(type: "integer", nullable: false),
                    seq = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    sha256 = table.Column<byte[]>(type: "bytea", nullable: false),
                    state = table.Column<byte[]>(type: "bytea", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()")
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
                    id = table.Column<long>(type: "bigint", nullable: false),
                    sweep_key = table.Column<int>(type: "integer", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    attempt = table.Column<int>(type: "integer", nullable: false),
                    restarts = table.Column<int>(type: "integer", nullable: false),
                    node = table.Column<string>(type: "text", nullable: false),
                    assignment = table.Column<string>(type: "json", nullable: false),
                    objective = table.Column<double>(type: "double precision", nullable: true),
                    cause = table.Column<string>(type: "text", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
                    finished_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    trained_seconds = table.Column<double>(type: "double precision", nullable: false, defaultValueSql: "0"),
                    attempt_started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("trials_pkey", x => x.id);
                    table.CheckConstraint("trials_attempt_check", "attempt >= 1");
                    table.CheckConstraint("trials_check", "id = (sweep_key::bigint << 32) + number");
                    table.CheckConstraint("trials_number_check", "number >= 0");
                    table.CheckConstraint("trials_objective_check", "objective > '-infinity' and objective < 'infinity'");
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
                    trial_id = table.Column<long>(type: "bigint", nullable: false),
                    step = table.Column<long>(type: "bigint", nullable: false),
                    attempt = table.Column<int>(type: "integer", nullable: false),
                    sha256 = table.Column<byte[]>(type: "bytea", nullable: false),
                    data = table.Column<byte[]>(type: "bytea", nullable: true),
                    file = table.Column<string>(type: "text", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()")
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
            migrationBuilder.Sql(MigrationSql.Read("postgres", "Baseline"));
        }
    }
}
