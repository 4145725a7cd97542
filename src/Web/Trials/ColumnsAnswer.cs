using Experiments.Search.States;
using Experiments.Storage.Queries;

namespace Experiments.Web.Trials;

/// <summary>
/// Trials as columns, which for many trials is a tenth of the text of a list. All arrays have one element for each
/// trial, in the order of the numbers.
/// </summary>
/// <param name="Trials">The numbers.</param>
/// <param name="Statuses">The statuses, as positions in <paramref name="StatusNames"/>.</param>
/// <param name="StatusNames">The names of the statuses.</param>
/// <param name="Objectives">
/// The final objectives of completed trials, and for trials that were stopped early those at their last rung.
/// </param>
/// <param name="StartedAt">When their first attempts began, in milliseconds since 1970 (UTC).</param>
/// <param name="FinishedAt">When they ended, in milliseconds since 1970 (UTC).</param>
/// <param name="Parameters">The values of each parameter, by name; null for trials that do not have it.</param>
internal sealed record ColumnsAnswer(
    IReadOnlyList<int> Trials, IReadOnlyList<int> Statuses, IReadOnlyList<string> StatusNames,
    IReadOnlyList<double?> Objectives, IReadOnlyList<long> StartedAt, IReadOnlyList<long?> FinishedAt,
    IReadOnlyDictionary<string, ParameterValue?[]> Parameters)
{
    /// <summary>Creates the answer.</summary>
    /// <param name="trials">The trials in the order of their numbers.</param>
    public static ColumnsAnswer Of(IReadOnlyList<TrialOutline> trials)
    {
        var parameters = new Dictionary<string, ParameterValue?[]>();
        foreach (var (row, trial) in trials.Index())
        {
            foreach (var (name, value) in trial.Assignment)
            {
                if (!parameters.TryGetValue(name, out var column))
                    parameters[name] = column = new ParameterValue?[trials.Count];
                column[row] = value;
            }
        }

        return new(
            [.. trials.Select(trial => trial.Number)],
            [.. trials.Select(trial => (int)trial.Status)],
            [.. Enum.GetNames<TrialStatus>().Select(name => name.ToLowerInvariant())],
            [.. trials.Select(trial => trial.Objective)],
            [.. trials.Select(trial => trial.StartedAt.ToUnixTimeMilliseconds())],
            [.. trials.Select(trial => trial.FinishedAt?.ToUnixTimeMilliseconds())],
            parameters);
    }
}
