using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Experiments.Storage.Model;

/// <summary>
/// Maps the types to tables and views. Names of constraints are those that PostgreSQL gave them in databases from
/// before the migrations of EF Core.
/// </summary>
internal sealed class SchemaModel(ModelBuilder builder, ColumnTypes types)
{
    private const string EndedTrial = "status in ('completed', 'pruned', 'failed', 'cancelled')";
    private const string UnfinishedSweep = "status in ('preparing', 'running', 'stopping', 'cancelling')";

    public void AddTables()
    {
        builder.Entity<Sweep>(AddSweeps);
        builder.Entity<SweepTag>(AddTags);
        builder.Entity<Trial>(AddTrials);
        builder.Entity<MetricName>(AddMetricNames);
        builder.Entity<MetricRow>(AddMetrics);
        if (types.IsPostgres)
        {
            builder.Entity<PackedCurve>(AddPackedCurves);
            builder.Entity<SweepCounts>(AddCounts);
        }
        builder.Entity<StoredCheckpoint>(AddCheckpoints);
        builder.Entity<ArtifactContent>(AddArtifactContents);
        builder.Entity<Artifact>(AddArtifacts);
        builder.Entity<SweepEventRow>(AddEvents);
        builder.Entity<SweepSnapshotRow>(AddSnapshots);
        builder.Entity<Silo>(AddSilos);
        builder.Entity<DrainedNode>(AddDrainedNodes);
        builder.Entity<TrialLogRow>(AddLogs);
        builder.Entity<AccessToken>(AddAccessTokens);
        builder.Entity<SweepOwner>(AddOwners);
        builder.Entity<AuditEntry>(AddAudit);
    }

    public void AddViews()
    {
        builder.Entity<SweepSummary>(AddSummaries);
        builder.Entity<TrialState>(view =>
        {
            view.ToView("trial_states").HasNoKey();
            Text(view.Property(state => state.Status));
        });
        builder.Entity<BestTrial>(view =>
        {
            view.ToView("best_trials").HasNoKey();
            Text(view.Property(best => best.Goal));
            Json(view.Property(best => best.Assignment));
            Time(view.Property(best => best.StartedAt));
            Time(view.Property(best => best.FinishedAt));
        });
        builder.Entity<CurveRow>(view =>
        {
            view.ToView("trial_curves").HasNoKey();
            Time(view.Property(point => point.At));
        });
    }

    public void AddFunctions()
    {
        var value = builder.HasDbFunction(() => ExperimentsDb.ParameterValue(default!, default!));
        if (types.IsPostgres)
        {
            value.HasName("jsonb_object_field").HasStoreType("jsonb").IsBuiltIn();
            builder.HasDbFunction(() => PostgresDb.ParameterText(default!, default!)).HasName("parameter_text")
                .IsNullable(false);
            return;
        }

        value.HasName("json_extract").IsBuiltIn();
        builder.HasDbFunction(() => SqliteDb.JsonExtract(default!, default!, default!)).HasName("json_extract")
            .IsBuiltIn();
        builder.HasDbFunction(() => SqliteDb.JsonType(default!, default!)).HasName("json_type").IsBuiltIn();
    }

    private void AddSweeps(EntityTypeBuilder<Sweep> table)
    {
        table.ToTable("sweeps", sweeps =>
        {
            sweeps.HasCheckConstraint("sweeps_id_check", "id <> ''");
            sweeps.HasCheckConstraint("sweeps_goal_check", "goal in ('minimize', 'maximize')");
            sweeps.HasCheckConstraint("sweeps_run_cap_check", "run_cap >= 1");
            sweeps.HasCheckConstraint(
                "sweeps_status_check",
                "status in ('preparing', 'running', 'stopping', 'cancelling', 'completed', 'failed', 'stopped', "
                + "'cancelled')");
        });
        table.HasKey(sweep => sweep.Key).HasName("sweeps_pkey");
        table.HasAlternateKey(sweep => sweep.Id).HasName("sweeps_id_key");
        table.HasIndex(sweep => new { sweep.Name, sweep.Key }).HasDatabaseName("sweeps_name");
        table.HasIndex(sweep => sweep.Cluster).HasDatabaseName("sweeps_unfinished").HasFilter(UnfinishedSweep);
        Generated(table.Property(sweep => sweep.Key));
        Json(table.Property(sweep => sweep.Spec));
        Json(table.Property(sweep => sweep.Provenance));
        Text(table.Property(sweep => sweep.Goal));
        Text(table.Property(sweep => sweep.Status));
        Now(table.Property(sweep => sweep.CreatedAt));
        Time(table.Property(sweep => sweep.StartedAt));
        Time(table.Property(sweep => sweep.FinishedAt));
        Time(table.Property(sweep => sweep.ArchivedAt));
        Time(table.Property(sweep => sweep.DeletingAt));
    }

    private static void AddTags(EntityTypeBuilder<SweepTag> table)
    {
        table.ToTable("sweep_tags", tags => tags.HasCheckConstraint("sweep_tags_tag_check", "tag <> ''"));
        table.HasKey(row => new { row.SweepKey, row.Tag }).HasName("sweep_tags_pkey");
        table.HasIndex(row => row.Tag).HasDatabaseName("sweep_tags_tag");
        table.HasOne<Sweep>().WithMany().HasForeignKey(row => row.SweepKey)
            .HasConstraintName("sweep_tags_sweep_key_fkey").OnDelete(DeleteBehavior.Cascade);
    }

    private void AddTrials(EntityTypeBuilder<Trial> table)
    {
        table.ToTable("trials", trials =>
        {
            trials.HasCheckConstraint("trials_number_check", "number >= 0");
            trials.HasCheckConstraint(
                "trials_status_check",
                "status in ('running', 'waiting', 'paused', 'completed', 'pruned', 'failed', 'cancelled')");
            trials.HasCheckConstraint("trials_attempt_check", "attempt >= 1");
            trials.HasCheckConstraint("trials_restarts_check", "restarts >= 0");
            trials.HasCheckConstraint("trials_objective_check", types.FiniteObjective);
            trials.HasCheckConstraint("trials_check", types.TrialKey);
            if (!types.IsPostgres) trials.HasCheckConstraint("trials_assignment_check", "json_valid(assignment)");
        });
        table.HasKey(trial => trial.Id).HasName("trials_pkey");
        table.HasOne<Sweep>().WithMany().HasForeignKey(trial => trial.SweepKey)
            .HasConstraintName("trials_sweep_key_fkey").OnDelete(DeleteBehavior.NoAction);
        table.HasIndex(trial => new { trial.SweepKey, trial.Number }).HasDatabaseName("trials_number").IsUnique();
        table.HasIndex(trial => new { trial.SweepKey, trial.Status }).HasDatabaseName("trials_status");
        table.HasIndex(trial => new { trial.SweepKey, trial.Objective }).HasDatabaseName("trials_objective")
            .HasFilter("status = 'completed' and objective is not null");
        table.HasIndex(trial => new { trial.SweepKey, trial.Violation }).HasDatabaseName("trials_violation")
            .HasFilter("violation is not null");
        table.HasIndex(trial => trial.SweepKey).HasDatabaseName("trials_on_front").HasFilter("on_front");
        table.Property(trial => trial.Id).ValueGeneratedNever();
        Text(table.Property(trial => trial.Status));
        Json(table.Property(trial => trial.Assignment));
        Json(table.Property(trial => trial.Objectives));
        Now(table.Property(trial => trial.CreatedAt));
        Now(table.Property(trial => trial.StartedAt));
        Time(table.Property(trial => trial.FinishedAt));
        table.Property(trial => trial.TrainedSeconds).HasColumnType("double precision").HasDefaultValueSql("0");
        Time(table.Property(trial => trial.AttemptStartedAt));
        table.Property(trial => trial.Pinned).HasDefaultValueSql(types.False);
        table.Property(trial => trial.OnFront).HasDefaultValueSql(types.False);
        if (types.IsPostgres)
        {
            table.Property(trial => trial.ParameterValues).HasColumnType("jsonb")
                .HasComputedColumnSql("assignment::jsonb", stored: true);
            table.Property(trial => trial.Packed).HasDefaultValueSql(types.False);
            table.HasIndex(trial => trial.Id).HasDatabaseName("trials_to_pack")
                .HasFilter($"not packed and {EndedTrial}");
        }
        else
        {
            table.Ignore(trial => trial.ParameterValues);
            table.Ignore(trial => trial.Packed);
        }
    }

    private void AddMetricNames(EntityTypeBuilder<MetricName> table)
    {
        table.ToTable("metric_names");
        table.HasKey(name => name.Id).HasName("metric_names_pkey");
        table.HasAlternateKey(name => name.Name).HasName("metric_names_name_key");
        // SQLite assigns the key of a row by itself.
        if (types.IsPostgres) Generated(table.Property(name => name.Id));
        else table.Property(name => name.Id).ValueGeneratedNever();
    }

    private void AddMetrics(EntityTypeBuilder<MetricRow> table)
    {
        table.ToTable(types.MetricRows, metrics => metrics.HasCheckConstraint(
            "metrics_check", "(kind = 0 and value is not null) or (kind between 1 and 3 and value is null)"));
        // The view also contains the points of packed curves.
        if (types.IsPostgres) table.ToView("metrics");
        table.HasKey(row => new { row.TrialId, row.MetricId, row.Step }).HasName("metrics_pkey");
        Time(table.Property(row => row.At));
    }

    private static void AddPackedCurves(EntityTypeBuilder<PackedCurve> table)
    {
        table.ToTable("packed_curves");
        table.HasKey(curve => new { curve.TrialId, curve.MetricId }).HasName("packed_curves_pkey");
        // For conditions on the newest value of many trials, which read only a part of the index: a sweep's trials are
        // together in it for each metric.
        table.Property(curve => curve.Last).HasComputedColumnSql("\"values\"[points]", stored: true);
        NpgsqlIndexBuilderExtensions.IncludeProperties(
            table.HasIndex(curve => new { curve.MetricId, curve.TrialId }).HasDatabaseName("packed_curves_last"),
            nameof(PackedCurve.Last));
    }

    private static void AddCounts(EntityTypeBuilder<SweepCounts> table)
    {
        table.ToTable("sweep_counts");
        table.HasKey(counts => counts.SweepKey).HasName("sweep_counts_pkey");
        table.HasOne<Sweep>().WithMany().HasForeignKey(counts => counts.SweepKey)
            .HasConstraintName("sweep_counts_sweep_key_fkey").OnDelete(DeleteBehavior.Cascade);
        table.Property(counts => counts.SweepKey).ValueGeneratedNever();
        table.Property(counts => counts.TrainedSeconds).HasDefaultValueSql("0");
    }

    private void AddCheckpoints(EntityTypeBuilder<StoredCheckpoint> table)
    {
        table.ToTable("checkpoints", checkpoints => checkpoints.HasCheckConstraint(
            "checkpoints_check", "(data is null) <> (file is null)"));
        table.HasKey(row => new { row.TrialId, row.Step }).HasName("checkpoints_pkey");
        table.HasOne<Trial>().WithMany().HasForeignKey(row => row.TrialId)
            .HasConstraintName("checkpoints_trial_id_fkey").OnDelete(DeleteBehavior.NoAction);
        Now(table.Property(row => row.At));
    }

    private static void AddArtifactContents(EntityTypeBuilder<ArtifactContent> table)
    {
        table.ToTable("artifact_contents", contents => contents.HasCheckConstraint(
            "artifact_contents_check", "(data is null) <> (file is null)"));
        table.HasKey(row => row.Sha256).HasName("artifact_contents_pkey");
    }

    private void AddArtifacts(EntityTypeBuilder<Artifact> table)
    {
        table.ToTable("artifacts", artifacts => artifacts.HasCheckConstraint("artifacts_size_check", "size >= 0"));
        table.HasKey(row => new { row.TrialId, row.Path }).HasName("artifacts_pkey");
        table.HasIndex(row => row.Sha256).HasDatabaseName("artifacts_sha256");
        table.HasOne<Trial>().WithMany().HasForeignKey(row => row.TrialId)
            .HasConstraintName("artifacts_trial_id_fkey").OnDelete(DeleteBehavior.NoAction);
        table.HasOne<ArtifactContent>().WithMany().HasForeignKey(row => row.Sha256)
            .HasConstraintName("artifacts_sha256_fkey").OnDelete(DeleteBehavior.NoAction);
        Now(table.Property(row => row.At));
    }

    private void AddEvents(EntityTypeBuilder<SweepEventRow> table)
    {
        table.ToTable("sweep_events", events => events.HasCheckConstraint("sweep_events_seq_check", "seq >= 1"));
        table.HasKey(row => new { row.SweepKey, row.Seq }).HasName("sweep_events_pkey");
        table.HasOne<Sweep>().WithMany().HasForeignKey(row => row.SweepKey)
            .HasConstraintName("sweep_events_sweep_key_fkey").OnDelete(DeleteBehavior.NoAction);
        Json(table.Property(row => row.Event));
        Json(table.Property(row => row.Actions));
        Now(table.Property(row => row.At));
    }

    private void AddSnapshots(EntityTypeBuilder<SweepSnapshotRow> table)
    {
        table.ToTable("sweep_snapshots", rows => rows.HasCheckConstraint("sweep_snapshots_seq_check", "seq >= 1"));
        table.HasKey(row => row.SweepKey).HasName("sweep_snapshots_pkey");
        table.HasOne<Sweep>().WithMany().HasForeignKey(row => row.SweepKey)
            .HasConstraintName("sweep_snapshots_sweep_key_fkey").OnDelete(DeleteBehavior.NoAction);
        table.Property(row => row.SweepKey).ValueGeneratedNever();
        Now(table.Property(row => row.At));
    }

    private void AddSilos(EntityTypeBuilder<Silo> table)
    {
        table.ToTable("silos", silos =>
        {
            if (!types.IsPostgres) silos.HasCheckConstraint("silos_serves_check", "serves in (0, 1)");
        });
        table.HasKey(silo => silo.Id).HasName("silos_pkey");
        table.HasIndex(silo => silo.Cluster).HasDatabaseName("silos_cluster");
        table.Property(silo => silo.Id).HasColumnName("silo");
        table.Property(silo => silo.Version).HasDefaultValueSql("''");
        table.Property(silo => silo.Protocol).HasDefaultValueSql("1");
        table.Property(silo => silo.Unreached).HasDefaultValueSql("''");
        table.Property(silo => silo.Quarantined).HasDefaultValueSql("''");
        table.Property(silo => silo.Draining).HasDefaultValue(false);
        table.Property(silo => silo.Waiting).HasDefaultValue(0);
        Time(table.Property(silo => silo.BeatAt));
        Time(table.Property(silo => silo.LeftAt));
    }

    private void AddDrainedNodes(EntityTypeBuilder<DrainedNode> table)
    {
        table.ToTable("drained_nodes");
        table.HasKey(row => new { row.Cluster, row.Node }).HasName("drained_nodes_pkey");
        Now(table.Property(row => row.At));
    }

    private void AddLogs(EntityTypeBuilder<TrialLogRow> table)
    {
        table.ToTable("trial_logs", logs =>
        {
            logs.HasCheckConstraint("trial_logs_start_check", "start >= 0");
            logs.HasCheckConstraint("trial_logs_check", "stop > start");
            logs.HasCheckConstraint("trial_logs_stream_check", "stream between 0 and 2");
        });
        table.HasKey(row => new { row.TrialId, row.Attempt, row.Start }).HasName("trial_logs_pkey");
        if (types.IsPostgres) table.Property(row => row.Stream).HasColumnType("smallint");
        Now(table.Property(row => row.At));
    }

    private void AddAccessTokens(EntityTypeBuilder<AccessToken> table)
    {
        table.ToTable("access_tokens", tokens => tokens.HasCheckConstraint(
            "access_tokens_role_check", "role in ('viewer', 'submitter', 'operator', 'admin')"));
        table.HasKey(token => token.Id).HasName("access_tokens_pkey");
        Text(table.Property(token => token.Role));
        Now(table.Property(token => token.CreatedAt));
        Time(table.Property(token => token.ExpiresAt));
        Time(table.Property(token => token.RevokedAt));
    }

    private static void AddOwners(EntityTypeBuilder<SweepOwner> table)
    {
        table.ToTable("sweep_owners");
        table.HasKey(row => row.Sweep).HasName("sweep_owners_pkey");
    }

    private void AddAudit(EntityTypeBuilder<AuditEntry> table)
    {
        table.ToTable("audit_log");
        table.HasKey(entry => entry.Key).HasName("audit_log_pkey");
        table.HasIndex(entry => entry.Sweep).HasDatabaseName("audit_log_sweep");
        Generated(table.Property(entry => entry.Key));
        Now(table.Property(entry => entry.At));
    }

    private void AddSummaries(EntityTypeBuilder<SweepSummary> view)
    {
        view.ToView("sweep_progress").HasNoKey();
        view.Property(summary => summary.Id).HasColumnName("sweep");
        view.Property(summary => summary.Elapsed).HasColumnName("seconds").HasConversion<SecondsConverter>();
        Text(view.Property(summary => summary.Status));
        Text(view.Property(summary => summary.Goal));
        Time(view.Property(summary => summary.CreatedAt));
        Time(view.Property(summary => summary.StartedAt));
        Time(view.Property(summary => summary.FinishedAt));
        Time(view.Property(summary => summary.ArchivedAt));
        view.Ignore(summary => summary.Trials);
        foreach (var count in (string[])
            ["trials", "running", "waiting", "paused", "completed", "pruned", "failed", "cancelled"])
            view.Property<long>($"_{count}").HasColumnName(count);
    }

    private void Generated(PropertyBuilder<int> key)
    {
        key.ValueGeneratedOnAdd();
        if (types.IsPostgres) NpgsqlPropertyBuilderExtensions.UseIdentityAlwaysColumn(key);
    }

    private void Json<T>(PropertyBuilder<T> column) => column.HasColumnType(types.Json);

    private static void Text<T>(PropertyBuilder<T> column) where T : struct, Enum =>
        column.HasConversion<EnumTextConverter<T>>();

    private void Now(PropertyBuilder<DateTimeOffset> column)
    {
        column.HasDefaultValueSql(types.Now);
        Time(column);
    }

    private void Time<T>(PropertyBuilder<T> column)
    {
        if (types.Time is not null) column.HasConversion(types.Time);
    }
}
