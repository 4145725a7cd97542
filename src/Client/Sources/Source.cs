using System.CommandLine;
using System.Runtime.CompilerServices;
using Experiments.Client.Connecting;
using Experiments.Client.Logins;
using Experiments.Client.Options;
using Experiments.Client.Output;
using Experiments.Client.Shells;

namespace Experiments.Client.Sources;

/// <summary>Opens what a command reads from.</summary>
internal static class Source
{
    /// <summary>Returns where a command finds sweeps.</summary>
    public static Destination DestinationOf(Shell shell, ParseResult parsed) =>
        Destination.Choose(parsed.GetValue<string?>(SharedOptions.Server), shell.Environment);

    /// <summary>Opens the source, usually to look at a sweep.</summary>
    /// <exception cref="UserErrorException">It cannot be used, or the database does not exist yet.</exception>
    public static async Task<ISource> OpenAsync(Shell shell, ParseResult parsed, CancellationToken cancel)
    {
        if (DestinationOf(shell, parsed) is Destination.Server server)
        {
            Preparation.Begin();
            return Open(shell, server);
        }

        return new DatabaseSource(await SweepDatabase.OpenAsync(shell, cancel));
    }

    /// <summary>Opens the source. Returns null if it is a database in a file that does not exist yet.</summary>
    /// <exception cref="UserErrorException">It cannot be used.</exception>
    public static async Task<ISource?> TryOpenAsync(Shell shell, Destination destination, CancellationToken cancel)
    {
        if (destination is Destination.Server server) return Open(shell, server);
        return await SweepDatabase.TryOpenAsync(shell, cancel) is { } database ? new DatabaseSource(database) : null;
    }

    // Assemblies for HTTP are loaded with this method, and so not by commands that use the database.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ISource Open(Shell shell, Destination.Server server) =>
        new ServerSource(ServerConnection.Open(shell, server));
}
