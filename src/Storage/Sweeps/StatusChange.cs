using Experiments.Contracts.Ports.Persistence;
using Experiments.Search.Events;
using Experiments.Search.States;

namespace Experiments.Storage.Sweeps;

/// <summary>The changes of a commit to the status in the sweep's row.</summary>
internal sealed record StatusChange(SweepStatus Status, string? Reason, bool Starts)
{
    public bool IsFinal => Status.IsFinal();

    /// <summary>Returns the new run cap, or null if the commit does not change it.</summary>
    public static int? RunCapOf(SweepCommit commit) =>
        commit.Steps.SelectMany(step => step.Actions).OfType<SearchAction.RaiseRunCap>().LastOrDefault()?.RunCap;

    /// <summary>Returns the new limit of trials at a time, or null if the commit does not change it.</summary>
    public static SearchAction.LimitTrials? LimitOf(SweepCommit commit) =>
        commit.Steps.SelectMany(step => step.Actions).OfType<SearchAction.LimitTrials>().LastOrDefault();

    /// <summary>Returns the change of status, or null if the commit does not change it.</summary>
    public static StatusChange? FromCommit(SweepCommit commit)
    {
        var entered = commit.Steps.SelectMany(step => step.Actions).OfType<SearchAction.EnterStatus>().ToList();
        return entered is [.., var last]
            ? new StatusChange(last.Status, last.Reason, entered.Any(action => action.Status == SweepStatus.Running))
            : null;
    }
}
