using System.Text.Json;
using Experiments.Contracts.Faults;
using Experiments.Search.Events;

namespace Experiments.Client.Running;

/// <summary>Where a silo is to be reached, as it says in one line of JSON when it is ready.</summary>
/// <param name="Cluster">Id of its cluster.</param>
/// <param name="Gateway">Where clients connect, <c>address:port</c>.</param>
/// <param name="Http">Where its metrics and health are, a URL.</param>
internal sealed record ReadyLine(string Cluster, string Gateway, string Http)
{
    /// <exception cref="UserErrorException">It is not such a line: the program is not a silo of this version.</exception>
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
            $"the silo said '{line}' instead of where it is: "
            + $"check that {SiloProgram.Variable}, if set, names the silo of this version");
    }
}
