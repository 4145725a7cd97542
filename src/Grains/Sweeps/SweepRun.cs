using Experiments.Search.States;

namespace Experiments.Grains.Sweeps;

/// <summary>
/// A running sweep and its parts, which bring the cluster in line with what is decided. Nothing here is remembered
/// across a crash: <see cref="Wake"/> derives everything from the committed state, and its actions are safe to repeat.
/// A call to one of the parts returns once its event is committed, and does not wait for what follows from it.
/// </summary>
internal sealed class SweepRun(
    DecisionPump pump, Preparation preparation, Reconciler reconciler, BudgetMeter budget, SweepMeters meters)
{
    /// <summary>The name of the sweep.</summary>
    public string Name => pump.Sweep.Spec.Name;

    /// <summary>The part that handles users' commands.</summary>
    public required UserCommands Commands { get; init; }

    /// <summary>The part that turns leases into attempts.</summary>
    public required AttemptStarter Starter { get; init; }

    /// <summary>The part that handles attempts that reach rungs.</summary>
    public required RungReports Rungs { get; init; }

    /// <summary>The part that records the ends of attempts.</summary>
    public required AttemptEnds Ends { get; init; }

    /// <summary>The part that hears workers outside the cluster, or null if they train nothing of it.</summary>
    public required OutsideWorkers? Outside { get; init; }

    /// <summary>Continues from the sweep's committed state, and repairs what differs from what was decided.</summary>
    public void Wake()
    {
        // A sweep that continues after its end is prepared again.
        if (pump.State.Status == SweepStatus.Preparing) preparation.Begin();
        else reconciler.RunAsync().Ignore();
        budget.Follow();
    }

    /// <summary>Stops accepting events, because the sweep continues on another silo.</summary>
    public void Close()
    {
        pump.Close();
        meters.Hide(pump.Sweep);
    }
}
