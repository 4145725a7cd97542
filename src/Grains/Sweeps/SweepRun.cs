using System.Collections.Immutable;
using Experiments.Contracts.Faults;
using Experiments.Contracts.Grains;
using Experiments.Contracts.Grains.Rungs;
using Experiments.Contracts.Ports.Execution;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Sweeps;
using Experiments.Contracts.Tracing;
using Experiments.Search.Deciding;
using Experiments.Search.Events;
using Experiments.Search.States;
using Experiments.Search.States.Rungs;
using Experiments.Search.States.Trials;
using Microsoft.Extensions.Logging;

namespace Experiments.Grains.Sweeps;

/// <summary>
/// A sweep at work, and its parts. They bring the world to what is decided. Nothing here is remembered across a crash:
/// <see cref="Wake"/> derives it all from the committed state, and whatever it repeats is harmless to repeat. What is
/// told to the parts returns once it is committed; what follows from it is not waited for.
/// </summary>
internal sealed class SweepRun(DecisionPump pump, Preparation preparation, Reconciler reconciler, SweepMeters meters)
{
    /// <summary>What people ask of it.</summary>
    public required UserCommands Commands { get; init; }

    /// <summary>Leases that become attempts.</summary>
    public required AttemptStarter Starter { get; init; }

    /// <summary>Attempts that come to rungs.</summary>
    public required RungReports Rungs { get; init; }

    /// <summary>Attempts that end.</summary>
    public required AttemptEnds Ends { get; init; }

    /// <summary>Goes on from wherever the sweep is, and mends what is not as it was decided.</summary>
    public void Wake()
    {
        // A sweep that goes on after its end is prepared once more.
        if (pump.State.Status == SweepStatus.Preparing) preparation.Begin();
        else reconciler.RunAsync().Ignore();
    }

    /// <summary>Takes nothing more in: the sweep goes on elsewhere.</summary>
    public void Close()
    {
        pump.Close();
        meters.Hide(pump.Sweep);
    }
}
