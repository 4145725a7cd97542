using System.CommandLine;
using Experiments.ApiClient;
using Experiments.ApiClient.Sweeps;
using Experiments.Client.Connecting;
using Experiments.Client.Logins;
using Experiments.Client.Shells;
using Experiments.Storage.Model;

namespace Experiments.Client.Sources;

/// <summary>
/// Makes what a command changes: in the database and the cluster that runs the sweep, or through a server, which does
/// the same there (docs/adr/0057) and answers with the same sentence.
/// </summary>
internal static class Change
{
    /// <summary>Makes a change, and writes the sentence that says what was done.</summary>
    /// <param name="shell">Where to write.</param>
    /// <param name="parsed">The command line.</param>
    /// <param name="inDatabase">Makes it in the database.</param>
    /// <param name="atServer">Makes it through a server.</param>
    /// <param name="cancel">Cancels the change.</param>
    public static async Task MakeAsync(
        Shell shell, ParseResult parsed, Func<SweepDatabase, Task<string>> inDatabase,
        Func<IExperimentsApi, Task<Changed>> atServer, CancellationToken cancel)
    {
        if (Source.DestinationOf(shell, parsed) is Destination.Server server)
        {
            using var client = ServerConnection.Open(shell, server);
            shell.Out.WriteLine(shell.Hint((await atServer(client.Api)).Done));
            return;
        }

        await using var database = await SweepDatabase.OpenAsync(shell, cancel);
        shell.Out.WriteLine(shell.Hint(await inDatabase(database)));
    }

    /// <summary>Makes a change of a sweep, and writes the sentence that says what was done.</summary>
    /// <param name="shell">Where to write.</param>
    /// <param name="parsed">The command line.</param>
    /// <param name="reference">The sweep's id, the start of its id, or its name.</param>
    /// <param name="inDatabase">Makes it in the database.</param>
    /// <param name="atServer">Makes it through a server.</param>
    /// <param name="cancel">Cancels the change.</param>
    public static Task OfSweepAsync(
        Shell shell, ParseResult parsed, string reference, Func<SweepDatabase, SweepSummary, Task<string>> inDatabase,
        Func<IExperimentsApi, string, Task<Changed>> atServer, CancellationToken cancel) => MakeAsync(
        shell, parsed,
        async database => await inDatabase(database, (await database.FindAsync(reference, cancel)).Summary),
        api => atServer(api, reference), cancel);
}
