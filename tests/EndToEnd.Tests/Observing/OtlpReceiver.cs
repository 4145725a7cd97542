using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Experiments.Testing.Waits;
using Experiments.Testing.Wire;

namespace Experiments.EndToEnd.Tests.Observing;

/// <summary>A collector of traces with OTLP over HTTP, on loopback.</summary>
public sealed class OtlpReceiver : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<Span> _spans = new();
    private TaskCompletionSource _received = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public OtlpReceiver()
    {
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Address = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/";
        }

        _listener.Prefixes.Add(Address);
        _listener.Start();
        _ = ReceiveAsync();
    }

    public string Address { get; }

    /// <summary>Waits until the received spans meet a condition.</summary>
    public async Task<IReadOnlyList<Span>> WaitForAsync(Func<IReadOnlyList<Span>, bool> wanted)
    {
        while (true)
        {
            var received = _received.Task;
            var spans = _spans.ToArray();
            if (wanted(spans)) return spans;
            await received.Within("more spans", TimeSpan.FromMinutes(1), () => string.Join('\n', spans.AsEnumerable()));
        }
    }

    public void Dispose() => _listener.Close();

    private async Task ReceiveAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception) when (!_listener.IsListening)
            {
                return;
            }

            using var body = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(body);
            if (context.Request.Url!.AbsolutePath == "/v1/traces")
                foreach (var span in Spans(body.ToArray())) _spans.Enqueue(span);
            context.Response.Close();
            Interlocked.Exchange(ref _received, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        }
    }

    // ExportTraceServiceRequest: resource_spans = 1; ResourceSpans: resource = 1, scope_spans = 2;
    // ScopeSpans: spans = 2.
    private static IEnumerable<Span> Spans(byte[] request) =>
        from resourceSpans in new ProtoField(0, 0, request).All(1)
        let process = Texts(resourceSpans.One(1)!.All(1))
        from scope in resourceSpans.All(2)
        from span in scope.All(2)
        select new Span(
            process["service.name"], span.One(1)!.Hex, span.One(2)!.Hex, span.One(4)?.Hex ?? "", span.One(5)!.Text)
        {
            Instance = process.GetValueOrDefault("service.instance.id", ""),
            Start = span.One(7)!.Bits,
            End = span.One(8)!.Bits,
            Tags = Texts(span.All(9)),
        };

    // KeyValue: key = 1, value = 2; AnyValue: string_value = 1.
    private static Dictionary<string, string> Texts(IEnumerable<ProtoField> attributes) =>
        attributes.Where(attribute => attribute.One(2)?.One(1) is not null)
            .ToDictionary(attribute => attribute.One(1)!.Text, attribute => attribute.One(2)!.One(1)!.Text);
}
