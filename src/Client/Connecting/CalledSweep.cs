using Experiments.Changes.Sweeps;
using Experiments.Client.Shells;

namespace Experiments.Client.Connecting;

/// <summary>Calls the sweep that a command names.</summary>
internal static class CalledSweep
{
    /// <summary>Calls a sweep in the cluster that runs it, and reports that it was done.</summary>
    /// <param name="shell">The shell that the report is written to.</param>
    /// <param name="reference">The sweep's id, the start of its id, or its name.</param>
    /// <param name="call">What is asked of it.</param>
    /// <param name="cancel">Cancels the call.</param>
    /// <exception cref="UserErrorException">There is no such sweep, no live cluster runs it, or it refuses.</exception>
    public static async Task SendAsync(Shell shell, string reference, SweepCall call, CancellationToken cancel)
    {
        await using var database = await SweepDatabase.OpenAsync(shell, cancel);
        var sweep = await database.FindAsync(reference, cancel);
        shell.Out.WriteLine(shell.Hint(await database.Caller(shell.Time).SendAsync(sweep.Summary, call, cancel)));
    }
}
