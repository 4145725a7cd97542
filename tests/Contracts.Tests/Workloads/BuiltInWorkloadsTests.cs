using Experiments.Contracts.Workloads;

namespace Experiments.Contracts.Tests.Workloads;

public sealed class BuiltInWorkloadsTests
{
    [Fact]
    public void Defaults_OfBuiltInWorkloads_KeepTheirOwnRules() =>
        BuiltInWorkloads.All.SelectMany(workload => workload.Parameters)
            .Where(parameter => parameter.Default is { } value && !parameter.Rule.Allows(value))
            .ShouldBeEmpty();
}
