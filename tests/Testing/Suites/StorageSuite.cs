namespace Experiments.Testing.Suites;

/// <summary>
/// A suite that every implementation of the persistence ports must pass. Each test uses its own database.
/// </summary>
public abstract class StorageSuite : IAsyncLifetime
{
    private StorageHarness? _storage;

    protected StorageHarness Storage => _storage!;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _storage = await OpenAsync();

    public async ValueTask DisposeAsync()
    {
        if (_storage is not null) await _storage.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract Task<StorageHarness> OpenAsync();
}
