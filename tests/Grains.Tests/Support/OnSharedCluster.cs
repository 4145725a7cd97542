namespace Experiments.Grains.Tests.Support;

/// <summary>The tests that run, one after the other, on the <see cref="SharedCluster"/>.</summary>
[CollectionDefinition(nameof(OnSharedCluster))]
public sealed class OnSharedCluster : ICollectionFixture<SharedCluster>;
