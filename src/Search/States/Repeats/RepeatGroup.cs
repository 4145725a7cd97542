using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Experiments.Search.Noise;
using Experiments.Search.States.Trials;

namespace Experiments.Search.States.Repeats;

/// <summary>
/// The trials of one assignment: the first one, which completed, and its repeats. Results.Count + Lost ≤ Begun.
/// </summary>
/// <param name="Assignment">The assignment.</param>
/// <param name="Begun">The number of its trials that have begun, the first one included.</param>
/// <param name="Results">The results of those that completed with a finite objective; at least one.</param>
public sealed record RepeatGroup(Assignment Assignment, int Begun, ImmutableList<RepeatResult> Results)
{
    /// <summary>The numbers of the repeats that have begun, ascending.</summary>
    public ImmutableList<int> Repeats { get; init; } = [];

    /// <summary>The number of repeats that ended without a result.</summary>
    public int Lost { get; init; }

    /// <summary>
    /// The number of trials in total that a user asked for, to be sure, with those that were lost before; they begin
    /// whatever their results are. 0 if no user did.
    /// </summary>
    public int Wanted { get; init; }

    /// <summary>The number of its trials that have begun and not ended.</summary>
    [JsonIgnore]
    public int Open => Begun - Results.Count - Lost;

    /// <summary>Returns what its trials achieve together.</summary>
    /// <param name="first">The number of the first one.</param>
    public RepeatedResult Summarise(int first) => RepeatedResult.Of(
        first, [.. Results.Select(result => result.Objective)], [.. Results.Select(result => result.Violation ?? 0)]);

    /// <summary>Returns the number of the trial with the best result, the lowest if several have it.</summary>
    /// <param name="first">The number of the first trial, to which results without a number are ascribed.</param>
    /// <param name="goal">Which objectives are better.</param>
    public int BestTrial(int first, Goal goal) =>
        Results.Select(result => new BestTrial(result.Trial ?? first, result.Objective, result.Violation))
            .OrderBy(trial => trial.Trial)
            .Aggregate((best, trial) => trial.Leads(best, goal) ? trial : best).Trial;

    /// <summary>
    /// Returns the mean of the values of the metrics that have a limit, or null if there are none.
    /// </summary>
    public OutcomeValues? MeanOutcomes() => Results is [{ Outcomes: var only }] ? only
        : Results[0].Outcomes is not { } first ? null
        : new([
            .. first.Items.Select((_, index) => (double?)Results.Average(result => result.Outcomes?.Items[index] ?? 0)),
        ]);
}
