using System.Text.RegularExpressions;
using Experiments.Contracts.Faults;
using Experiments.Contracts.Sweeps;
using Experiments.Storage.Queries;

namespace Experiments.Client.Connecting;

/// <summary>Trials as people write them: <c>SWEEP/TRIAL</c>, and for the best of a sweep <c>SWEEP</c>.</summary>
internal static partial class TrialLookup
{
    /// <summary>Sweep and number; no number where only a sweep was named.</summary>
    public static (string Sweep, int? Trial) Parse(string reference)
    {
        var match = Reference().Match(reference);
        return match.Success && int.TryParse(match.Groups["trial"].ValueSpan, out var number)
            ? (match.Groups["sweep"].Value, number)
            : (reference, null);
    }

    /// <summary>The trial that is meant, with its metrics.</summary>
    /// <exception cref="UserErrorException">There is none.</exception>
    public static async Task<(SweepDetail Sweep, TrialSummary Trial)> FindAsync(
        SweepDatabase database, string reference, CancellationToken cancel)
    {
        var (sweep, number) = Parse(reference);
        var found = await database.FindAsync(sweep, cancel);
        return (found, number is { } trial
            ? await FindAsync(database, found.Summary, trial, cancel)
            : await BestAsync(database, found.Summary, cancel));
    }

    /// <summary>One trial of a sweep, with its metrics.</summary>
    /// <exception cref="UserErrorException">There is none of this number.</exception>
    public static async Task<TrialSummary> FindAsync(
        SweepDatabase database, SweepSummary sweep, int number, CancellationToken cancel) =>
        await database.Sweeps.FindTrialAsync(new TrialId(sweep.Key, number), cancel)
        ?? throw new UserErrorException(
            $"sweep '{sweep.Name}' ({sweep.Id}) has no trial {number}: it has {sweep.Trials.Total}, numbered from 0");

    /// <summary>The best completed trial of a sweep, with its metrics.</summary>
    /// <exception cref="UserErrorException">None has completed.</exception>
    public static async Task<TrialSummary> BestAsync(SweepDatabase database, SweepSummary sweep, CancellationToken cancel) =>
        (await database.Sweeps.ListBestAsync(sweep.Key, sweep.Goal, 1, cancel)).SingleOrDefault()
        ?? throw new UserErrorException(
            (sweep.Metric.Length > 0
                ? $"no trial of sweep '{sweep.Name}' has completed with a finite {sweep.Metric}, so none is the best: "
                : $"sweep '{sweep.Name}' has no metric, so none of its trials is the best: ")
            + $"name one as {sweep.Name}/TRIAL, see 'experiments trials {sweep.Name}'");

    [GeneratedRegex(@"^(?<sweep>.+)/(?<trial>[0-9]+)\z")]
    private static partial Regex Reference();
}
