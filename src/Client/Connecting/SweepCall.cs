using Experiments.Client.Output;
using Experiments.Client.Shells;
using Experiments.Contracts.Grains;
using Experiments.Contracts.Retries;
using Experiments.Storage.Model;
using Experiments.Storage.Queries;

namespace Experiments.Client.Connecting;

/// <summary>Calls a sweep in the cluster that runs it.</summary>
internal static class SweepCall
{
    /// <summary>Calls the sweep that the user names, and reports that it was done.</summary>
    /// <param name="shell">The shell that the report is written to.</param>
    /// <param name="reference">The sweep's id, the start of its id, or its name.</param>
    /// <param name="check">
    /// Throws if the call is not needed; receives the sweep and its title for messages.
    /// </param>
    /// <param name="call">The call.</param>
    /// <param name="done">The end of the report, a verb phrase whose subject is the sweep.</param>
    /// <param name="cancel">Cancels the call.</param>
    /// <exception cref="UserErrorException">There is no such sweep, no live cluster runs it, or it refuses.</exception>
    public static async Task SendAsync(
        Shell shell, string reference, Action<SweepSummary, string> check, Func<ISweepGrain, Task> call, string done,
        CancellationToken cancel)
    {
        await using var database = await SweepDatabase.OpenAsync(shell, cancel);
        var sweep = await database.FindAsync(reference, cancel);
        var title = sweep.Summary.Title();
        check(sweep.Summary, title);
        var silos = await SilosForAsync(database, sweep.Summary.Id, cancel);
        if (silos.Count == 0) throw new UserErrorException(
            $"{title} is kept, but no live cluster runs it: start 'experiments serve', which takes it over, and then "
            + "repeat this command");
        var cluster = silos[0].Cluster;
        await using var connection = await ClusterConnection.OpenAsync(
            database, cluster, Gateways.Select(cluster, silos), shell.Time, cancel);
        await RetryPipelines.WhileRejected(shell.Time).ExecuteAsync(
            async given => await call(connection.Sweep(sweep.Summary.Id)).WaitAsync(given), cancel);
        shell.Out.WriteLine($"{title} {done}");
    }

    // The sweep's own cluster; if that is dead, a serving cluster, which takes the sweep over as soon as it is called.
    private static async Task<IReadOnlyList<LiveSilo>> SilosForAsync(
        SweepDatabase database, string id, CancellationToken cancel)
    {
        var own = await database.Silos.ListForSweepAsync(id, cancel);
        return own.Count > 0 ? own : [.. (await database.Silos.ListAsync(cancel)).Where(silo => silo.Serves)];
    }
}
