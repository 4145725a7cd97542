using Experiments.Client.Shells;
using Experiments.Contracts.Messages;
using Experiments.Storage.Queries;

namespace Experiments.Client.Connecting;

/// <summary>Finds the value that the user wants trials sorted by.</summary>
internal static class TrialSorting
{
    // Limits the message, since a program may have reported thousands of metrics.
    private const int MostListed = 10;

    private static readonly string[] Objective = ["objective", "latest"];

    /// <summary>
    /// Returns the first of these that <paramref name="name"/> names: the objective, a metric that a trial of the sweep
    /// has reported, a parameter, or a column.
    /// </summary>
    /// <exception cref="WrongUsageException">Nothing has this name.</exception>
    public static async Task<TrialSort> FindAsync(
        SweepDatabase database, SweepDetail sweep, string name, CancellationToken cancel)
    {
        if (name == sweep.Summary.Metric || Objective.Contains(name)) return new TrialSort.Objective();
        if (await database.Sweeps.HasMetricAsync(sweep.Summary.Key, name, cancel)) return new TrialSort.Metric(name);
        var parameters = sweep.Spec.Search.Space.Parameters.Select(parameter => parameter.Name).ToList();
        if (parameters.Contains(name)) return new TrialSort.Parameter(name);
        if (TrialSort.Columns.Contains(name)) return new TrialSort.Column(name);
        var metrics = await database.Sweeps.ListMetricsAsync(sweep.Summary.Key, cancel);
        string[] all = [sweep.Summary.Metric, .. metrics, .. parameters, .. Objective, .. TrialSort.Columns];
        var known = all.Where(word => word.Length > 0).Distinct().ToArray();
        var hint = Spelling.Hint(name, known) is { Length: > 0 } near ? near : ListOf(known);
        throw new WrongUsageException(
            $"--sort: sweep '{sweep.Summary.Name}' has no metric, parameter or column '{name}'{hint}");
    }

    private static string ListOf(string[] known)
    {
        var more = known.Length > MostListed ? $" and {known.Length - MostListed:#,0} more" : "";
        return $"; there are {string.Join(", ", known.Take(MostListed))}{more}";
    }
}
