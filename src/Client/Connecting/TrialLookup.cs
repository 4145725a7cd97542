using System.Text.RegularExpressions;
using Experiments.Changes.Sweeps;
using Experiments.Contracts.Sweeps;
using Experiments.Storage.Model;
using Experiments.Storage.Queries;

namespace Experiments.Client.Connecting;

/// <summary>Finds trials as users name them: <c>SWEEP/TRIAL</c>, or <c>SWEEP</c> for a sweep's best trial.</summary>
internal static partial class TrialLookup
{
    /// <summary>Returns the sweep and the trial's number, which is null if only a sweep is named.</summary>
    public static (string Sweep, int? Trial) Parse(string reference)
    {
        var match = Reference().Match(reference);
        return match.Success && int.TryParse(match.Groups["trial"].ValueSpan, out var number)
            ? (match.Groups["sweep"].Value, number)
            : (reference, null);
    }

    /// <summary>Finds the named trial, with its metrics.</summary>
    /// <exception cref="UserErrorException">There is no such trial.</exception>
    public static async Task<(SweepDetail Sweep, TrialSummary Trial)> FindAsync(
        SweepDatabase database, string reference, CancellationToken cancel)
    {
        var (sweep, number) = Parse(reference);
        var found = await database.FindAsync(sweep, cancel);
        return (found, number is { } trial
            ? await FindAsync(database, found.Summary, trial, cancel)
            : await BestAsync(database, found, cancel));
    }

    /// <summary>Finds one trial of a sweep, with its metrics.</summary>
    /// <exception cref="UserErrorException">The sweep has no trial with this number.</exception>
    public static async Task<TrialSummary> FindAsync(
        SweepDatabase database, SweepSummary sweep, int number, CancellationToken cancel) =>
        await database.Sweeps.FindTrialAsync(new TrialId(sweep.Key, number), cancel)
        ?? throw Missing(sweep, number);

    /// <summary>Returns the exception for a trial that does not exist.</summary>
    public static UserErrorException Missing(SweepSummary sweep, int number) => new(
        $"{sweep.Title()} has no trial {number}: it has {sweep.Trials.Total}, numbered from 0");

    /// <summary>Finds the best completed trial of a sweep, with its metrics.</summary>
    /// <exception cref="UserErrorException">No trial has completed with a finite objective.</exception>
    public static async Task<TrialSummary> BestAsync(
        SweepDatabase database, SweepDetail found, CancellationToken cancel) =>
        (await database.Sweeps.ListBestAsync(found, 1, cancel)).SingleOrDefault() ?? throw NoBest(found.Summary);

    private static UserErrorException NoBest(SweepSummary sweep) => new(
        (sweep.Metric.Length > 0
            ? $"no trial of sweep '{sweep.Name}' has completed with a finite {sweep.Metric}, so none is the best: "
            : $"sweep '{sweep.Name}' has no metric, so none of its trials is the best: ")
        + $"name one as {sweep.Name}/TRIAL, see 'experiments trials {sweep.Name}'");

    [GeneratedRegex(@"^(?<sweep>.+)/(?<trial>[0-9]+)\z")]
    private static partial Regex Reference();
}
