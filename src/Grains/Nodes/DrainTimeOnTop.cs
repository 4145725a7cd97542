using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Experiments.Grains.Nodes;

/// <summary>
/// Extends the host's shutdown timeout by the time that draining may take, so that the silo can still leave in order.
/// </summary>
internal sealed class DrainTimeOnTop(IOptions<NodeOptions> node) : IPostConfigureOptions<HostOptions>
{
    public void PostConfigure(string? name, HostOptions options) => options.ShutdownTimeout += node.Value.DrainTime;
}
