namespace Experiments.Grains.Reachability;

/// <summary>Reads the health endpoint of another silo.</summary>
internal sealed class HttpPeerHealth : IPeerHealth, IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false })
    {
        Timeout = TimeSpan.FromSeconds(3),
    };

    /// <inheritdoc/>
    public async Task<bool> IsReadyAsync(string http, CancellationToken cancel)
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri(new Uri(http), "/healthz/ready"), cancel);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException
            or UriFormatException)
        {
            return false;
        }
    }

    public void Dispose() => _http.Dispose();
}
