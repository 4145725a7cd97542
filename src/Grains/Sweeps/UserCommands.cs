using System.Collections.Immutable;
using Experiments.Contracts.Grains;
using Experiments.Search.Events;
using Experiments.Search.States;

namespace Experiments.Grains.Sweeps;

/// <summary>The commands of users to a sweep that was submitted. Each returns once it is committed.</summary>
internal sealed class UserCommands(DecisionPump pump, Preparation preparation)
{
    /// <summary>Ends the sweep.</summary>
    public Task EndAsync(EndMode mode) =>
        pump.TellAsync(mode == EndMode.Stop ? new SearchEvent.StopRequested() : new SearchEvent.CancelRequested());

    /// <summary>Raises the maximum number of trials.</summary>
    /// <exception cref="UserErrorException">The sweep cannot be extended.</exception>
    public Task ExtendAsync(int runCap) =>
        AskAsync(new SearchEvent.RunCapRaised(runCap), () => Refusal.OfExtend(pump.State, runCap));

    /// <summary>Has assignments tried first.</summary>
    /// <exception cref="UserErrorException">One of them is not in the sweep's space, or there is no room for
    /// them.</exception>
    public Task EnqueueAsync(ImmutableArray<Assignment> assignments) =>
        Task.WhenAll(EnqueuedAssignments.Complete(pump.Sweep.Spec, assignments).Select(assignment =>
            AskAsync(new SearchEvent.AssignmentGiven(assignment), () => Refusal.OfEnqueue(pump.State))));

    /// <summary>Pauses or resumes the sweep.</summary>
    /// <exception cref="UserErrorException">The sweep cannot be paused, or is not paused.</exception>
    public Task PauseAsync(bool paused) => AskAsync(
        paused ? new SearchEvent.PauseRequested() : new SearchEvent.ResumeRequested(),
        () => Refusal.OfPause(pump.State, paused));

    private async Task AskAsync(SearchEvent asked, Func<string> refusal)
    {
        if ((await pump.TellAsync(asked)).IsEmpty)
            throw new UserErrorException($"sweep '{pump.Sweep.Spec.Name}' {refusal()}");
        if (pump.State.Status == SweepStatus.Preparing) preparation.Begin();
    }
}
