using System.Collections.Immutable;
using System.Globalization;
using Experiments.Contracts.Grains;
using Experiments.Contracts.Terminals;
using Experiments.Search.Specs;

namespace Experiments.Changes.Sweeps;

/// <summary>What a user asks of a sweep that the cluster runs.</summary>
/// <param name="Verb">The name of the command.</param>
/// <param name="Done">The end of the report that it was done, a verb phrase whose subject is the sweep.</param>
/// <param name="Send">Asks for it.</param>
public sealed record SweepCall(string Verb, string Done, Func<ISweepGrain, Task> Send)
{
    /// <summary>No more trials start, and running ones finish.</summary>
    public static SweepCall Stop { get; } =
        new("stop", "ends once its running trials have finished", sweep => sweep.EndAsync(EndMode.Stop))
        {
            Ends = true,
        };

    /// <summary>Running trials save a checkpoint and end now.</summary>
    public static SweepCall Cancel { get; } =
        new("cancel", "ends now, with its running trials", sweep => sweep.EndAsync(EndMode.Cancel)) { Ends = true };

    /// <summary>A paused sweep continues.</summary>
    public static SweepCall Resume { get; } = new("resume", "continues", sweep => sweep.PauseAsync(false));

    /// <summary>Whether it ends the sweep, so that it is of no use to one that has ended.</summary>
    public bool Ends { get; private init; }

    /// <summary>No more trials start until the sweep is resumed.</summary>
    /// <param name="reference">How the user names the sweep.</param>
    public static SweepCall Pause(string reference) => new(
        "pause", $"starts no more trials until 'experiments resume {ShellText.Quote(reference)}'",
        sweep => sweep.PauseAsync(true));

    /// <summary>
    /// The sweep may have more trials, or more of its budget; one that has ended continues. Null leaves a limit as it
    /// is; at least one is not null.
    /// </summary>
    /// <param name="runCap">The number of trials in total.</param>
    /// <param name="time">The time in total.</param>
    /// <param name="deviceHours">The hours of devices in total.</param>
    /// <param name="noBetterAfter">The number of trials without a better one.</param>
    public static SweepCall Extend(
        int? runCap, TimeSpan? time = null, double? deviceHours = null, int? noBetterAfter = null) => new(
        "extend", string.Join(", ", new[]
        {
            runCap is null ? "continues" : $"continues, up to {runCap} trials",
            time is { } longer ? $"up to {BudgetText.Duration(longer.TotalSeconds)} in total" : null,
            deviceHours is { } more
                ? $"up to {more.ToString(CultureInfo.InvariantCulture)} device hours in total"
                : null,
            noBetterAfter is { } count ? $"until {count} trials are not better than the best" : null,
        }.OfType<string>()),
        sweep => runCap is { } only && (time, deviceHours, noBetterAfter) is (null, null, null)
            ? sweep.ExtendAsync(only)
            : sweep.RaiseBudgetAsync(time?.TotalSeconds, deviceHours, noBetterAfter, runCap));

    /// <summary>These trials run before those that the sweep proposes.</summary>
    public static SweepCall Enqueue(ImmutableArray<Assignment> trials) =>
        new("enqueue", "runs the new trials next", sweep => sweep.EnqueueAsync(trials));

    /// <summary>Failed trials are tried again, with all their restarts.</summary>
    /// <param name="trials">The numbers of the trials; empty means all that failed.</param>
    public static SweepCall Retry(ImmutableArray<int> trials) => new(
        "retry", trials.IsEmpty ? "tries all trials that failed again" : $"tries again: {string.Join(", ", trials)}",
        sweep => sweep.RetryAsync(trials));

    /// <summary>The leading assignments are repeated with other seeds, each up to so many trials in total.</summary>
    /// <param name="top">How many assignments.</param>
    /// <param name="repeats">The number of trials of each.</param>
    public static SweepCall Confirm(int top, int repeats) => new(
        "confirm", top == 1
            ? $"repeats its best trial with other seeds, up to {repeats} trials"
            : $"repeats its {top} best trials with other seeds, up to {repeats} trials each",
        sweep => sweep.ConfirmAsync(top, repeats));

    /// <summary>At most so many trials run at a time; null lifts that.</summary>
    public static SweepCall Limit(int? most) => new(
        "limit", most switch
        {
            null => "runs as many trials at a time as its sweep file says",
            1 => "runs 1 trial at a time; those above it save a checkpoint and wait",
            _ => $"runs at most {most} trials at a time; those above it save a checkpoint and wait",
        },
        sweep => sweep.LimitAsync(most));
}
