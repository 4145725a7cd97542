using Experiments.ApiClient;

namespace Experiments.Client.Sources;

/// <summary>The HTTP API of a server.</summary>
internal sealed class ServerSource(ExperimentsClient client) : ISource
{
    public ISweeps Sweeps => new ServerSweeps(client.Api);

    public IOutputs Outputs => new ServerOutputs(client.Api);

    public IFleet Fleet => new ServerFleet(client.Api);

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return default;
    }
}
