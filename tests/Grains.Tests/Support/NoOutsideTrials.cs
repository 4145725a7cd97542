using Experiments.Contracts.Outside;
using Experiments.Contracts.Ports.Execution;

namespace Experiments.Grains.Tests.Support;

/// <summary>A node that follows no attempt of a worker outside.</summary>
internal sealed class NoOutsideTrials : IOutsideTrials
{
    public Task<OutsideAnswer?> TellAsync(string sweepId, OutsideMessage message) =>
        Task.FromResult<OutsideAnswer?>(null);
}
