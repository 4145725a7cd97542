using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Experiments.Training.Programs.Mlflow;

/// <summary>
/// Answers clients of MLflow in one attempt's program, on this machine only. Whoever asks needs the attempt's token,
/// and the server ends with the attempt, so nothing of an attempt that was replaced is taken.
/// </summary>
internal sealed class MlflowServer : IAsyncDisposable
{
    private const string Root = "/api/2.0/mlflow/";
    private const int MostTries = 20;
    private const long Largest = 16 << 20;

    private readonly HttpListener _listener;
    private readonly MlflowCalls _calls;
    private readonly Task _listening;

    private MlflowServer(HttpListener listener, string address, MlflowCalls calls)
    {
        (_listener, Address, _calls) = (listener, address, calls);
        _listening = Task.Run(ListenAsync);
    }

    /// <summary>The address, for <c>MLFLOW_TRACKING_URI</c>.</summary>
    public string Address { get; }

    /// <summary>The token, for <c>MLFLOW_TRACKING_TOKEN</c>.</summary>
    public string Token { get; } = RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>Starts on a free port.</summary>
    public static MlflowServer Start(MlflowCalls calls)
    {
        for (var tries = 1; ; tries++)
        {
            var address = $"http://127.0.0.1:{FreePort()}";
            var listener = new HttpListener();
            listener.Prefixes.Add(address + "/");
            try
            {
                listener.Start();
                return new(listener, address, calls);
            }
            catch (HttpListenerException) when (tries < MostTries)
            {
                // Another process has taken the port since.
                listener.Close();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _listening;
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task ListenAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            _ = AnswerAsync(context);
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        try
        {
            var (status, answer) = await AnswerAsync(context.Request);
            var bytes = Encoding.UTF8.GetBytes(answer);
            context.Response.StatusCode = status;
            context.Response.ContentType = "application/json";
            context.Response.ContentLength64 = bytes.Length;
            await context.Response.OutputStream.WriteAsync(bytes);
            context.Response.Close();
        }
        catch (Exception gone) when (gone is HttpListenerException or ObjectDisposedException or IOException
            or InvalidOperationException)
        {
            // The client or the attempt has ended.
        }
    }

    private async Task<(int Status, string Answer)> AnswerAsync(HttpListenerRequest request)
    {
        try
        {
            var path = request.Url!.AbsolutePath;
            if (path is "/health") return (200, "OK");
            if (path is "/version") return (200, "2.0.0");
            if (!IsOurs(request.Headers["Authorization"]))
                throw new MlflowException(
                    401, "UNAUTHENTICATED",
                    "this is the endpoint of a trial, whose program has the token in MLFLOW_TRACKING_TOKEN");
            if (!path.StartsWith(Root, StringComparison.Ordinal))
                throw new MlflowException(404, "ENDPOINT_NOT_FOUND", $"'{path}' is not below '{Root}'");
            var fields = request.HttpMethod == "GET"
                ? MlflowRequest.Of(request.QueryString)
                : MlflowRequest.Of(await ReadAsync(request));
            var answer = await _calls.AnswerAsync($"{request.HttpMethod} {path[Root.Length..]}", fields);
            return (200, answer.ToJsonString());
        }
        catch (MlflowException refused)
        {
            var answer = new JsonObject { ["error_code"] = refused.Code, ["message"] = refused.Message };
            return (refused.Status, answer.ToJsonString());
        }
    }

    private bool IsOurs(string? authorization) =>
        authorization is not null && CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(authorization), Encoding.UTF8.GetBytes($"Bearer {Token}"));

    // A client need not say how long its request is.
    private static async Task<string> ReadAsync(HttpListenerRequest request)
    {
        using var body = new MemoryStream();
        var buffer = new byte[64 << 10];
        while (await request.InputStream.ReadAsync(buffer) is > 0 and var read)
        {
            if (body.Length + read > Largest)
                throw MlflowException.Invalid($"a request has at most {Largest >> 20} MiB");
            body.Write(buffer, 0, read);
        }

        return Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length);
    }
}
