using System.Text.RegularExpressions;
using Experiments.Contracts.Faults;
using Experiments.Contracts.Sweeps;
using Experiments.Storage.Queries;

namespace Experiments.Client.Connecting;

/// <summary>A trial as a person names it: <c>SWEEP/TRIAL</c>.</summary>
/// <param name="Sweep">An id, the beginning of one, or a name.</param>
/// <param name="Number">The trial's number.</param>
internal sealed partial record TrialReference(string Sweep, int Number)
{
    /// <summary>Reads one; null: the text names no trial.</summary>
    public static TrialReference? Parse(string text)
    {
        var match = Pattern().Match(text);
        return match.Success && int.TryParse(match.Groups["trial"].ValueSpan, out var number)
            ? new(match.Groups["sweep"].Value, number)
            : null;
    }

    /// <summary>The trial and its sweep.</summary>
    /// <exception cref="UserErrorException">There is no such sweep or trial.</exception>
    public async Task<(SweepDetail Sweep, TrialSummary Trial)> FindAsync(SweepDatabase database, CancellationToken cancel)
    {
        var found = await database.FindAsync(Sweep, cancel);
        var sweep = found.Summary;
        return await database.Sweeps.FindTrialAsync(new TrialId(sweep.Key, Number), cancel) is { } trial
            ? (found, trial)
            : throw new UserErrorException(
                $"sweep '{sweep.Name}' ({sweep.Id}) has no trial {Number}: it has {sweep.Trials.Total}, numbered from 0");
    }

    [GeneratedRegex(@"^(?<sweep>.+)/(?<trial>[0-9]+)\z")]
    private static partial Regex Pattern();
}
