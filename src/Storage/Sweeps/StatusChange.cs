using Experiments.Contracts.Ports.Persistence;
using Experiments.Search.Events;
using Experiments.Search.States;

namespace Experiments.Storage.Sweeps;

/// <summary>What a commit makes of the sweep's own row.</summary>
internal sealed record StatusChange(SweepStatus Status, string? Reason, bool Starts)
{
    public bool IsFinal => Status.IsFinal();

    /// <summary>The run cap that the commit raises the sweep's to; null leaves what is stored.</summary>
    public static int? RunCapOf(SweepCommit commit) =>
        commit.Steps.SelectMany(step => step.Actions).OfType<SearchAction.RaiseRunCap>().LastOrDefault()?.RunCap;

    public static StatusChange? FromCommit(SweepCommit commit)
    {
        var entered = commit.Steps.SelectMany(step => step.Actions).OfType<SearchAction.EnterStatus>().ToList();
        return entered is [.., var last]
            ? new StatusChange(last.Status, last.Reason, entered.Any(action => action.Status == SweepStatus.Running))
            : null;
    }
}
