using Experiments.ApiClient.Trials;
using Experiments.Contracts.Sweeps;
using Experiments.Search.States;
using Experiments.Storage.Model;
using Experiments.Storage.Queries;
using Provenance = Experiments.Contracts.Ports.Persistence.Provenance;

namespace Experiments.Client.Sources;

/// <summary>Turns the answers of a server into what the database's queries return.</summary>
internal static class ServerRows
{
    // A server tells no keys of its database, and takes ids.
    private const int NoKey = 0;

    /// <summary>Returns the sweep.</summary>
    public static SweepSummary Of(ApiClient.Sweeps.Sweep sweep) => new()
    {
        Key = NoKey,
        Id = sweep.Id,
        Name = sweep.Name,
        Status = Read<SweepStatus>(sweep.Status),
        Reason = sweep.Reason,
        WaitsFor = sweep.WaitsFor,
        Trials = new TrialCounts(
            sweep.Trials.Total, sweep.Trials.Running, sweep.Trials.Waiting, sweep.Trials.Paused,
            sweep.Trials.Completed, sweep.Trials.Pruned, sweep.Trials.Failed, sweep.Trials.Cancelled),
        RunCap = sweep.RunCap,
        LimitedTo = sweep.LimitedTo,
        Metric = sweep.Metric,
        Goal = sweep.Goal,
        BestTrial = sweep.BestTrial,
        BestObjective = sweep.BestObjective,
        BestViolation = sweep.BestViolation,
        TrialsPerMinute = sweep.TrialsPerMinute,
        CreatedAt = sweep.CreatedAt,
        StartedAt = sweep.StartedAt,
        FinishedAt = sweep.FinishedAt,
        Elapsed = sweep.ElapsedSeconds is { } seconds ? Time(seconds) : null,
        ArchivedAt = sweep.ArchivedAt,
        Note = sweep.Note,
        Tags = sweep.Tags.Count > 0 ? string.Join(',', sweep.Tags) : null,
    };

    /// <summary>Returns the sweep with what was asked of it.</summary>
    public static SweepDetail Of(ApiClient.Sweeps.SweepDetail detail) => new(
        Of(detail.Sweep), SweepSpecJson.Read(detail.Spec.GetRawText()), detail.Cluster,
        detail.Provenance is { } made
            ? new Provenance(made.ExperimentsVersion, made.TorchVersion, made.DatasetSha256, made.Threads)
            {
                WorkloadSha256 = made.WorkloadSha256,
                Interpreter = made.Interpreter,
            }
            : null);

    /// <summary>Returns the trial.</summary>
    public static TrialSummary Of(ApiClient.Trials.Trial trial) => new()
    {
        Number = trial.Number,
        Status = Read<TrialStatus>(trial.Status),
        Attempt = trial.Attempt,
        Restarts = trial.Restarts,
        Node = trial.Node,
        Assignment = trial.Parameters,
        Step = trial.Step,
        Latest = trial.Latest,
        Objective = trial.Objective,
        Violation = trial.Violation,
        Objectives = trial.Objectives,
        OnFront = trial.OnFront,
        Cause = trial.Cause,
        Pinned = trial.Pinned,
        StartedAt = trial.StartedAt,
        FinishedAt = trial.FinishedAt,
        Elapsed = Time(trial.ElapsedSeconds),
        Metrics = trial.Metrics,
    };

    /// <summary>Returns a time; its last digit is that of the server.</summary>
    public static TimeSpan Time(double seconds) =>
        TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond));

    /// <summary>Returns the repeats.</summary>
    public static TrialRepeats Of(Repeats repeats) =>
        new(repeats.Trial, repeats.Count, repeats.Mean, repeats.Deviation);

    /// <summary>Returns the word for a status in requests, or null for none.</summary>
    public static string? WordOf(TrialStatus? status) => status?.ToString().ToLowerInvariant();

    /// <summary>Returns the value that a word stands for.</summary>
    /// <exception cref="UserErrorException">The server is newer, and has words of its own.</exception>
    public static T Read<T>(string word)
        where T : struct, Enum =>
        Enum.TryParse<T>(word, ignoreCase: true, out var value) && Enum.IsDefined(value)
            ? value
            : throw new UserErrorException(
                $"the server answers with '{word}', which this version does not know: install the version of the "
                + "server");
}
