using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Experiments.Grains.Nodes;

/// <summary>
/// Gives the host as much more time to shut down as draining may take, so that the silo can still leave in order.
/// </summary>
internal sealed class DrainTimeOnTop(IOptions<NodeOptions> node) : IPostConfigureOptions<HostOptions>
{
    public void PostConfigure(string? name, HostOptions options) => options.ShutdownTimeout += node.Value.DrainTime;
}
