using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Experiments.Search.States.Rungs;
using Experiments.Search.States.Trials;

namespace Experiments.Search.States;

/// <summary>
/// All that a search remembers. An immutable value: writing it with <c>SearchJson.Options</c> and reading it back
/// changes no later decision. A finished trial costs no memory but the counts,
/// unless the method learns from it.
/// </summary>
public sealed record SearchState
{
    /// <summary>Where the sweep is in its life. It never leaves a final status.</summary>
    public SweepStatus Status { get; init; } = SweepStatus.Preparing;

    /// <summary>The number of the next new trial. All trials below it have begun. 0 ≤ NextTrial ≤ Limit.</summary>
    public int NextTrial { get; init; }

    /// <summary>Trials in total that were asked for, as last extended; null: no cap.</summary>
    public int? RunCap { get; init; }

    /// <summary>
    /// How many trials the method can propose; int.MaxValue: any number. Fewer where a person gave what it would have proposed, and
    /// it does not try the same twice.
    /// </summary>
    public int Proposals { get; init; } = int.MaxValue;

    /// <summary>Assignments that a person gave and that have not begun, the next one first. They go before proposals.</summary>
    public ImmutableList<Assignment> Queue { get; init; } = [];

    /// <summary>How many trials have begun with an assignment that a person gave.</summary>
    public int Given { get; init; }

    /// <summary>Whether a person paused the sweep: nothing begins until it is resumed. Only while Running.</summary>
    public bool IsHeld { get; init; }

    /// <summary>
    /// Trials in total: the smaller of the run cap and what is given and can be proposed; int.MaxValue: no limit.
    /// </summary>
    [JsonIgnore]
    public int Limit => (int)Math.Min(RunCap ?? int.MaxValue, (long)Proposals + Given + Queue.Count);

    /// <summary>Trials that train, by number. Each number is below NextTrial, and none of them waits.</summary>
    public ImmutableSortedDictionary<int, RunningTrial> Running { get; init; } =
        ImmutableSortedDictionary<int, RunningTrial>.Empty;

    /// <summary>Trials that wait for their next attempt, the one that waits longest first. Empty while Cancelling.</summary>
    public ImmutableList<WaitingTrial> Waiting { get; init; } = [];

    /// <summary>Trials that rest at a rung, by number.</summary>
    public ImmutableSortedDictionary<int, PausedTrial> Paused { get; init; } =
        ImmutableSortedDictionary<int, PausedTrial>.Empty;

    /// <summary>What came to each rung, in the order in which the rungs were first reached.</summary>
    public ImmutableList<RungTable> Rungs { get; init; } = [];

    /// <summary>
    /// Trials that completed. Completed + Pruned + Failed + Cancelled + running + waiting + paused = NextTrial.
    /// </summary>
    public int Completed { get; init; }

    /// <summary>Trials that were stopped early.</summary>
    public int Pruned { get; init; }

    /// <summary>Trials that failed for good.</summary>
    public int Failed { get; init; }

    /// <summary>Trials that a person ended.</summary>
    public int Cancelled { get; init; }

    /// <summary>The best trial so far, if one completed with a finite objective.</summary>
    public BestTrial? Best { get; init; }

    /// <summary>The trial that reached the target while the sweep was running, and so ended it; null: none did.</summary>
    public int? TargetTrial { get; init; }

    /// <summary>
    /// The trials that completed, were stopped early or failed, in the order in which they did, after those that other sweeps
    /// lent; empty where the method learns nothing from them.
    /// </summary>
    public ImmutableList<Observation> Observations { get; init; } = [];

    /// <summary>Why the latest failed attempt failed.</summary>
    public string? LastFailure { get; init; }

    /// <summary>Whether the sweep is over.</summary>
    [JsonIgnore]
    public bool IsFinal => Status.IsFinal();

    /// <summary>How many attempts would begin now if there were room for all of them. At most int.MaxValue.</summary>
    [JsonIgnore]
    public int RemainingDemand => IsHeld ? 0 : Demand;

    /// <summary>The same, with no regard to a pause.</summary>
    [JsonIgnore]
    public int Demand => Status switch
    {
        SweepStatus.Running => (int)Math.Min(int.MaxValue, (long)Waiting.Count + Limit - NextTrial + Promotable),
        SweepStatus.Stopping => Waiting.Count,
        _ => 0,
    };

    /// <summary>Whether nothing is left but trials that rest: nobody comes any more who could promote them.</summary>
    [JsonIgnore]
    internal bool IsDrained => NextTrial == Limit && Running.IsEmpty && Waiting.IsEmpty && !Paused.IsEmpty;

    /// <summary>How many things it remembers, and so about how long it is when it is written.</summary>
    [JsonIgnore]
    public int Size =>
        Running.Count + Waiting.Count + Paused.Count + Queue.Count + Observations.Count
        + Rungs.Sum(table => table.Results.Count + table.Resting.Count);

    private int Promotable =>
        Rungs.Sum(table => table.Promotable) is > 0 and var promotable ? promotable : Promotion.Next(this) is null ? 0 : 1;

    /// <summary>
    /// The assignments of the trials that have begun, those of cancelled ones not among them; of a method that learns, for others
    /// forget theirs.
    /// </summary>
    [JsonIgnore]
    internal IEnumerable<Assignment> Tried =>
        Observations.Where(seen => seen.Trial >= 0).Select(seen => seen.Assignment)
            .Concat(Running.Values.Select(running => running.Assignment))
            .Concat(Waiting.Select(waiting => waiting.Assignment))
            .Concat(Paused.Values.Select(paused => paused.Assignment));

    /// <summary>What came to a rung, or null where nothing has.</summary>
    internal RungTable? Table(int bracket, int rung) =>
        Rungs.Find(table => table.Bracket == bracket && table.Rung == rung);
}
