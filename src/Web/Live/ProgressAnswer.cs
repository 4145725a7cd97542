using System.Text.Json.Serialization;
using Experiments.Search.States;
using Experiments.Storage.Queries;
using Experiments.Web.Sweeps;
using Experiments.Web.Trials;

namespace Experiments.Web.Live;

/// <summary>The state of a sweep.</summary>
/// <param name="Sweep">The sweep, as in a list.</param>
/// <param name="Running">The first of the trials that run, by number.</param>
/// <param name="Best">The best completed trial with its metrics, or null if there is none.</param>
internal sealed record ProgressAnswer(SweepAnswer Sweep, IReadOnlyList<TrialAnswer> Running, TrialAnswer? Best)
{
    /// <summary>Whether the sweep has ended, after which nothing changes.</summary>
    [JsonIgnore]
    public bool HasEnded => Sweep.Status.IsFinal();

    /// <summary>Reads the state, or returns null if the sweep does not exist any more.</summary>
    public static async Task<ProgressAnswer?> ReadAsync(SweepQueries queries, string id, CancellationToken cancel) =>
        await queries.WatchAsync(id, cancel: cancel) is { } progress
            ? new(
                SweepAnswer.Of(progress.Summary), [.. progress.Running.Select(TrialAnswer.Of)],
                progress.Best is null ? null : TrialAnswer.Of(progress.Best))
            : null;

    /// <summary>Returns a short text that differs if anything but the passing time has changed.</summary>
    public string Tag() => ContentTag.Of(this with
    {
        Sweep = Sweep.WithoutClock(),
        Running = [.. Running.Select(trial => trial with { ElapsedSeconds = 0 })],
    });
}
