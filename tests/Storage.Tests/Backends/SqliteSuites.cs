using Experiments.Testing.Suites;

namespace Experiments.Storage.Tests.Backends;

public sealed class SqliteSweepStoreTests : SweepStoreSuite
{
    protected override async Task<StorageHarness> OpenAsync() => await DatabaseHarness.OpenSqliteAsync();
}

public sealed class SqliteMetricSinkTests : MetricSinkSuite
{
    protected override async Task<StorageHarness> OpenAsync() => await DatabaseHarness.OpenSqliteAsync();
}

public sealed class SqliteCheckpointStoreTests : CheckpointStoreSuite
{
    protected override async Task<StorageHarness> OpenAsync() => await DatabaseHarness.OpenSqliteAsync();
}

public sealed class SqliteClusterRegistryTests : ClusterRegistrySuite
{
    protected override async Task<StorageHarness> OpenAsync() => await DatabaseHarness.OpenSqliteAsync();
}

public sealed class SqliteTrialLogStoreTests : TrialLogStoreSuite
{
    protected override async Task<StorageHarness> OpenAsync() => await DatabaseHarness.OpenSqliteAsync();
}

public sealed class SqliteArtifactStoreTests : ArtifactStoreSuite
{
    protected override async Task<StorageHarness> OpenAsync() => await DatabaseHarness.OpenSqliteAsync();
}
