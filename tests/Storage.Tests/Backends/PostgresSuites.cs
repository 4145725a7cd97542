using Experiments.Testing.Postgres;
using Experiments.Testing.Suites;

namespace Experiments.Storage.Tests.Backends;

public sealed class PostgresSweepStoreTests(SharedPostgres postgres) : SweepStoreSuite
{
    protected override async Task<StorageHarness> OpenAsync() => await DatabaseHarness.OpenAsSiloAsync(postgres);
}

public sealed class PostgresMetricSinkTests(SharedPostgres postgres) : MetricSinkSuite
{
    protected override async Task<StorageHarness> OpenAsync() => await DatabaseHarness.OpenAsSiloAsync(postgres);
}

public sealed class PostgresCheckpointStoreTests(SharedPostgres postgres) : CheckpointStoreSuite
{
    protected override async Task<StorageHarness> OpenAsync() => await DatabaseHarness.OpenAsSiloAsync(postgres);
}

public sealed class FileCheckpointStoreTests(SharedPostgres postgres) : CheckpointStoreSuite
{
    protected override async Task<StorageHarness> OpenAsync() => await DatabaseHarness.OpenWithFilesAsync(postgres);
}

public sealed class PostgresClusterRegistryTests(SharedPostgres postgres) : ClusterRegistrySuite
{
    protected override async Task<StorageHarness> OpenAsync() => await DatabaseHarness.OpenAsSiloAsync(postgres);
}

public sealed class PostgresTrialLogStoreTests(SharedPostgres postgres) : TrialLogStoreSuite
{
    protected override async Task<StorageHarness> OpenAsync() => await DatabaseHarness.OpenAsSiloAsync(postgres);
}

public sealed class PostgresArtifactStoreTests(SharedPostgres postgres) : ArtifactStoreSuite
{
    protected override async Task<StorageHarness> OpenAsync() => await DatabaseHarness.OpenAsSiloAsync(postgres);
}

public sealed class FileArtifactStoreTests(SharedPostgres postgres) : ArtifactStoreSuite
{
    protected override async Task<StorageHarness> OpenAsync() => await DatabaseHarness.OpenWithFilesAsync(postgres);
}
