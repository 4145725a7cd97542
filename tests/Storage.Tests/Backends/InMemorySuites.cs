using Experiments.Testing.Fakes;
using Experiments.Testing.Suites;

namespace Experiments.Storage.Tests.Backends;

public sealed class InMemorySweepStoreTests : SweepStoreSuite
{
    protected override async Task<StorageHarness> OpenAsync() => await Task.FromResult(new InMemoryHarness());
}

public sealed class InMemoryMetricSinkTests : MetricSinkSuite
{
    protected override async Task<StorageHarness> OpenAsync() => await Task.FromResult(new InMemoryHarness());
}

public sealed class InMemoryCheckpointStoreTests : CheckpointStoreSuite
{
    protected override async Task<StorageHarness> OpenAsync() => await Task.FromResult(new InMemoryHarness());
}

public sealed class InMemoryClusterRegistryTests : ClusterRegistrySuite
{
    protected override async Task<StorageHarness> OpenAsync() => await Task.FromResult(new InMemoryHarness());
}

public sealed class InMemoryTrialLogStoreTests : TrialLogStoreSuite
{
    protected override async Task<StorageHarness> OpenAsync() => await Task.FromResult(new InMemoryHarness());
}

public sealed class InMemoryArtifactStoreTests : ArtifactStoreSuite
{
    protected override async Task<StorageHarness> OpenAsync() => await Task.FromResult(new InMemoryHarness());
}
