using System.Text.RegularExpressions;
using Experiments.Changes.Sweeps;
using Experiments.Storage.Model;
using Experiments.Storage.Queries;

namespace Experiments.Client.Sources;

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
        ISweeps sweeps, string reference, CancellationToken cancel)
    {
        var (sweep, number) = Parse(reference);
        var found = await sweeps.FindAsync(sweep, cancel);
        return (found, number is { } trial
            ? await FindAsync(sweeps, found, trial, cancel)
            : await BestAsync(sweeps, found, cancel));
    }

    /// <summary>Finds one trial of a sweep, with its metrics.</summary>
    /// <exception cref="UserErrorException">The sweep has no trial with this number.</exception>
    public static async Task<TrialSummary> FindAsync(
        ISweeps sweeps, SweepDetail sweep, int number, CancellationToken cancel) =>
        await sweeps.FindTrialAsync(sweep, number, cancel) ?? throw Missing(sweep.Summary, number);

    /// <summary>Returns the exception for a trial that does not exist.</summary>
    public static UserErrorException Missing(SweepSummary sweep, int number) => new(
        $"{sweep.Title()} has no trial {number}: it has {sweep.Trials.Total}, numbered from 0");

    /// <summary>Finds the best completed trial of a sweep, with its metrics.</summary>
    /// <exception cref="UserErrorException">No trial has completed with a finite objective.</exception>
    public static async Task<TrialSummary> BestAsync(
        ISweeps sweeps, SweepDetail sweep, CancellationToken cancel) =>
        await sweeps.FindBestAsync(sweep, cancel) ?? throw WithoutBest(sweep.Summary);

    private static UserErrorException WithoutBest(SweepSummary sweep) => new(
        (sweep.Metric.Length > 0
            ? $"no trial of sweep '{sweep.Name}' has completed with a finite {sweep.Metric}, so none is the best: "
            : $"sweep '{sweep.Name}' has no metric, so none of its trials is the best: ")
        + $"name one as {sweep.Name}/TRIAL, see 'experiments trials {sweep.Name}'");

    [GeneratedRegex(@"^(?<sweep>.+)/(?<trial>[0-9]+)\z")]
    private static partial Regex Reference();
}
