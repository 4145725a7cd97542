using System.Text.Json;
using Experiments.Search.Events;

namespace Experiments.Client.Running;

/// <summary>The addresses of a silo, which it prints as one line of JSON when it is ready.</summary>
/// <param name="Cluster">The id of its cluster.</param>
/// <param name="Gateway">The address for clients, <c>address:port</c>.</param>
/// <param name="Http">The URL of its metrics and health checks.</param>
internal sealed record ReadyLine(string Cluster, string Gateway, string Http)
{
    /// <summary>Parses the line that a silo prints when it is ready.</summary>
    /// <exception cref="UserErrorException">
    /// The line has another format, so the program is not a silo of this version.
    /// </exception>
    public static ReadyLine Parse(string line)
    {
        try
        {
            if (JsonSerializer.Deserialize<ReadyLine>(line, SearchJson.Options)
                is { Cluster: { }, Gateway: { }, Http: { } } address)
                return address;
        }
        catch (JsonException)
        {
        }

        throw new UserErrorException(
            $"the silo printed '{line}' instead of its addresses: "
            + $"check that {SiloProgram.Variable}, if set, names the silo of this version");
    }
}
