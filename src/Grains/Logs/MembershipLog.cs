using Experiments.Grains.Placement;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Experiments.Grains.Logs;

/// <summary>Tells the silo's log which nodes join the cluster, leave it, or are declared dead.</summary>
internal sealed partial class MembershipLog(Membership membership, ILogger<MembershipLog> log) : BackgroundService
{
    private readonly Dictionary<SiloAddress, SiloStatus> _known = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var snapshot in membership.Changes.WithCancellation(stoppingToken)) Changed(snapshot);
    }

    private void Changed(ClusterMembershipSnapshot snapshot)
    {
        var nodes = snapshot.Members.Values.Count(member => member.Status == SiloStatus.Active);
        foreach (var member in snapshot.Members.Values.OrderBy(member => member.SiloAddress))
        {
            var before = _known.GetValueOrDefault(member.SiloAddress);
            if (before == member.Status) continue;
            _known[member.SiloAddress] = member.Status;
            Tell(member, before, nodes);
        }

        foreach (var forgotten in _known.Keys.Where(silo => !snapshot.Members.ContainsKey(silo)).ToList())
            _known.Remove(forgotten);
    }

    private void Tell(ClusterMember member, SiloStatus before, int nodes)
    {
        var silo = member.SiloAddress.ToParsableString();
        switch (member.Status)
        {
            case SiloStatus.Active:
                LogJoined(member.Name, silo, nodes);
                break;
            case SiloStatus.Dead when before is SiloStatus.Active:
                LogDead(member.Name, silo, nodes);
                break;
            case SiloStatus.Dead when before is SiloStatus.ShuttingDown or SiloStatus.Stopping:
                LogLeft(member.Name, silo, nodes);
                break;
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Node '{Node}' ({Silo}) has joined; nodes in the cluster: {Nodes}.")]
    private partial void LogJoined(string node, string silo, int nodes);

    [LoggerMessage(2, LogLevel.Information, "Node '{Node}' ({Silo}) has left; nodes in the cluster: {Nodes}.")]
    private partial void LogLeft(string node, string silo, int nodes);

    [LoggerMessage(
        3, LogLevel.Warning,
        "Node '{Node}' ({Silo}) no longer answers and was declared dead; nodes in the cluster: {Nodes}.")]
    private partial void LogDead(string node, string silo, int nodes);
}
