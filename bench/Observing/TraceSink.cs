using System.Net;
using System.Net.Sockets;

namespace Experiments.Bench.Observing;

/// <summary>A collector that accepts all traces and discards them.</summary>
internal sealed class TraceSink : IDisposable
{
    private readonly HttpListener _listener = new();

    public TraceSink()
    {
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Address = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/";
        }

        _listener.Prefixes.Add(Address);
        _listener.Start();
        _listener.GetContextAsync().ContinueWith(TakeAsync, TaskScheduler.Default);
    }

    public string Address { get; }

    /// <summary>The number of bytes received.</summary>
    public long Received { get; private set; }

    public void Dispose() => _listener.Close();

    private async Task TakeAsync(Task<HttpListenerContext> came)
    {
        while (came.IsCompletedSuccessfully)
        {
            var context = await came;
            using var body = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(body);
            Received += body.Length;
            context.Response.Close();
            came = _listener.GetContextAsync();
            await ((Task)came).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
