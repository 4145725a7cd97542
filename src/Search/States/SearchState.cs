using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Experiments.Search.Specs;
using Experiments.Search.States.Repeats;
using Experiments.Search.States.Rungs;
using Experiments.Search.States.Trials;

namespace Experiments.Search.States;

/// <summary>
/// Everything that a search remembers. An immutable value: writing it with <c>SearchJson.Options</c> and reading it
/// back changes no later decision. A finished trial takes no memory except for the counts, unless the method learns
/// from it.
/// </summary>
public sealed record SearchState
{
    /// <summary>The sweep's status. It leaves a final status only if a user extends the sweep.</summary>
    public SweepStatus Status { get; init; } = SweepStatus.Preparing;

    /// <summary>The number of the next new trial. All trials below it have begun. 0 ≤ NextTrial ≤ Limit.</summary>
    public int NextTrial { get; init; }

    /// <summary>
    /// The number of trials in total that was requested, as last extended, or null if there is no cap.
    /// </summary>
    public int? RunCap { get; init; }

    /// <summary>
    /// How many trials the method can propose; int.MaxValue means any number. Reduced if a user enqueued an assignment
    /// that the method would have proposed, and the method does not try the same one twice.
    /// </summary>
    public int Proposals { get; init; } = int.MaxValue;

    /// <summary>
    /// The assignments that a user enqueued and that have not begun, the next one first. They come before proposals.
    /// </summary>
    public ImmutableList<Assignment> Queue { get; init; } = [];

    /// <summary>How many trials have begun with an assignment that a user enqueued.</summary>
    public int Given { get; init; }

    /// <summary>The number of trials that have begun and are no repeats of others.</summary>
    [JsonIgnore]
    public int Assignments => NextTrial - (Repeats?.Begun ?? 0);

    /// <summary>The repeats, or null if no trial is repeated.</summary>
    public RepeatTable? Repeats { get; init; }

    /// <summary>Whether a user paused the sweep: nothing begins until it is resumed. True only while Running.</summary>
    public bool IsHeld { get; init; }

    /// <summary>
    /// How many trials may run at a time, as a user limited the sweep, or null if no user did. Those that run above it
    /// are about to be given back.
    /// </summary>
    public int? MostAtOnce { get; init; }

    /// <summary>
    /// The number of trials in total: the smaller of the run cap and the number of enqueued and proposable trials, and
    /// the repeats that have begun; int.MaxValue means no limit.
    /// </summary>
    [JsonIgnore]
    public int Limit => (int)Math.Min(
        int.MaxValue, Math.Min(RunCap ?? int.MaxValue, (long)Proposals + Given + Queue.Count) + (Repeats?.Begun ?? 0));

    /// <summary>The trials that train, by number. Each number is below NextTrial, and none of them waits.</summary>
    public ImmutableSortedDictionary<int, RunningTrial> Running { get; init; } =
        ImmutableSortedDictionary<int, RunningTrial>.Empty;

    /// <summary>
    /// The trials that wait for their next attempt, the one that has waited longest first. Empty while Cancelling. If
    /// the sweep has ended because its budget was used up, they wait until it is raised, as do those that are paused.
    /// </summary>
    public ImmutableList<WaitingTrial> Waiting { get; init; } = [];

    /// <summary>The trials that are paused at a rung, by number.</summary>
    public ImmutableSortedDictionary<int, PausedTrial> Paused { get; init; } =
        ImmutableSortedDictionary<int, PausedTrial>.Empty;

    /// <summary>The results at each rung, in the order in which the rungs were first reached.</summary>
    public ImmutableList<RungTable> Rungs { get; init; } = [];

    /// <summary>
    /// The number of trials that completed. Completed + Pruned + Failed + Cancelled + running + waiting + paused =
    /// NextTrial.
    /// </summary>
    public int Completed { get; init; }

    /// <summary>The number of trials that were stopped early.</summary>
    public int Pruned { get; init; }

    /// <summary>The number of trials that failed for good.</summary>
    public int Failed { get; init; }

    /// <summary>The number of trials that a user cancelled.</summary>
    public int Cancelled { get; init; }

    /// <summary>The best trial so far, or null if none completed with a finite objective.</summary>
    public BestTrial? Best { get; init; }

    /// <summary>
    /// The number of the trial to name as the best, or null if none completed with a finite objective. Where trials
    /// were repeated, it is the best one of the assignment with the best mean, as a single trial may be lucky.
    /// </summary>
    [JsonIgnore]
    public int? Leader => Best is null || Repeats is not { Groups.IsEmpty: false } repeats
        ? Best?.Trial
        : repeats.Leader(Best);

    /// <summary>
    /// The completed trials that no other dominates, in the order in which they ended, if there are several objectives
    /// and a trial completed; otherwise null. <see cref="Best"/> is then the best by the first objective.
    /// </summary>
    public ImmutableList<FrontTrial>? Front { get; init; }

    /// <summary>
    /// The trial that reached the target while the sweep was running, and so ended it, or null if none did.
    /// </summary>
    public int? TargetTrial { get; init; }

    /// <summary>
    /// The trials that completed, were stopped early or failed, in the order in which they ended, after those
    /// contributed by other sweeps; empty if the method does not learn from them.
    /// </summary>
    public ImmutableList<Observation> Observations { get; init; } = [];

    /// <summary>What was used of the budget, or null if the sweep has none.</summary>
    public Spending? Spending { get; init; }

    /// <summary>The cause of the latest failed attempt, or null if none failed.</summary>
    public string? LastFailure { get; init; }

    /// <summary>Whether the sweep has ended.</summary>
    [JsonIgnore]
    public bool IsFinal => Status.IsFinal();

    /// <summary>How many attempts would begin now if there were room for all of them, at most int.MaxValue.</summary>
    [JsonIgnore]
    public int RemainingDemand =>
        IsHeld ? 0 : Math.Min(Demand, Math.Max(0, (MostAtOnce ?? int.MaxValue) - Running.Count));

    /// <summary>
    /// The running trials above <see cref="MostAtOnce"/>, which are to save a checkpoint and wait: those with the
    /// highest numbers, so that the same ones are found again whenever it is asked.
    /// </summary>
    [JsonIgnore]
    public IEnumerable<KeyValuePair<int, RunningTrial>> AboveLimit =>
        Running.Count > MostAtOnce ? Running.Skip(MostAtOnce.Value) : [];

    /// <summary>
    /// Whether the running trials are to save a checkpoint and wait, because the sweep has used up a part of its budget
    /// that they use.
    /// </summary>
    [JsonIgnore]
    public bool IsOverBudget =>
        Status == SweepStatus.Stopping && Spending?.UsedUp is BudgetPart.Time or BudgetPart.DeviceHours;

    /// <summary>
    /// How many attempts would begin if there were room for all of them and the sweep were neither paused nor limited.
    /// </summary>
    [JsonIgnore]
    public int Demand => Status switch
    {
        SweepStatus.Running => (int)Math.Min(
            int.MaxValue, (long)Waiting.Count + Limit - NextTrial + Promotable + WantedRepeats + Racing.Length),
        SweepStatus.Stopping when Spending?.UsedUp is null => Waiting.Count + WantedRepeats,
        _ => 0,
    };

    /// <summary>The number of repeats that users asked for and that have not begun.</summary>
    [JsonIgnore]
    internal int WantedRepeats => Repeats?.Wanted ?? 0;

    /// <summary>
    /// The first trials of the assignments of which a repeat may begin now because all are repeated, the next one
    /// first.
    /// </summary>
    [JsonIgnore]
    internal ImmutableArray<int> Racing => Repeats?.Racing(isProposing: NextTrial < Limit) ?? [];

    /// <summary>
    /// The nodes on which only trials that failed there could begin now. It is better to begin them elsewhere.
    /// </summary>
    [JsonIgnore]
    public ImmutableArray<string> FailedEverythingOn =>
        Waiting.IsEmpty || Demand > Waiting.Count || Waiting[0].Failures is not { } failures
            ? []
            : [.. failures.Nodes.Where(node => Waiting.TrueForAll(waiting => waiting.HasFailedOn(node)))];

    /// <summary>Whether only paused trials are left, and no other trial can arrive to promote them.</summary>
    [JsonIgnore]
    internal bool IsDrained => NextTrial == Limit && Running.IsEmpty && Waiting.IsEmpty && !Paused.IsEmpty;

    /// <summary>The number of items it remembers, which indicates its size when it is written.</summary>
    [JsonIgnore]
    public int Size =>
        Running.Count + Waiting.Count + Paused.Count + Queue.Count + Observations.Count + (Spending?.Counted.Count ?? 0)
        + (Repeats is null ? 0 : Repeats.Groups.Count + Repeats.Begun)
        + Rungs.Sum(table => table.Results.Count + table.Resting.Count);

    private int Promotable =>
        Rungs.Sum(table => table.Promotable) is > 0 and var promotable
            ? promotable
            : Promotion.Next(this) is null ? 0 : 1;

    /// <summary>
    /// The assignments of the trials that have begun, except for cancelled ones. Only complete for a method that
    /// learns, since observations are not kept for the others.
    /// </summary>
    [JsonIgnore]
    internal IEnumerable<Assignment> Tried =>
        Observations.Where(seen => seen.Trial >= 0).Select(seen => seen.Assignment)
            .Concat(Running.Values.Select(running => running.Assignment))
            .Concat(Waiting.Select(waiting => waiting.Assignment))
            .Concat(Paused.Values.Select(paused => paused.Assignment));

    /// <summary>The numbers of the trials that have begun and are no repeats of others, ascending.</summary>
    [JsonIgnore]
    internal ImmutableArray<int> Firsts
    {
        get
        {
            var repeats = (Repeats?.Groups.Values ?? []).SelectMany(group => group.Repeats).ToHashSet();
            return [.. Enumerable.Range(0, NextTrial).Where(trial => !repeats.Contains(trial))];
        }
    }

    /// <summary>Returns the table of a rung, or null if no trial has reached it.</summary>
    internal RungTable? Table(int bracket, int rung) =>
        Rungs.Find(table => table.Bracket == bracket && table.Rung == rung);
}
