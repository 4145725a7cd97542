using System.Net.Http.Headers;
using System.Text;
using Experiments.ApiClient.Connecting;
using Experiments.ApiClient.Sweeps;
using Refit;

namespace Experiments.ApiClient;

/// <summary>
/// A client of the HTTP API of a silo, or of <c>experiments ui</c>. Several threads may use one client at a time. Its
/// methods and those of <see cref="Api"/> throw an <see cref="ApiException"/> if the API refuses a request, and an
/// <see cref="UnreachableException"/> if nothing answers.
/// </summary>
public sealed class ExperimentsClient : IDisposable
{
    private const string DefaultUrl = "http://127.0.0.1:9464";

    // A cluster that takes over sweeps answers a change only after that.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(100);

    private readonly HttpClient _http;
    private readonly LiveStates _live;

    private ExperimentsClient(Uri url, string token, string? authority, TimeProvider time)
    {
        var answers = new Answers(url)
        {
            InnerHandler = new SocketsHttpHandler
            {
                // The token is for this server, and not for where it may lead.
                AllowAutoRedirect = false,
                UseCookies = false,
                // Through a proxy, what is sent over http would leave this machine.
                UseProxy = url.Scheme == Uri.UriSchemeHttps,
                ConnectTimeout = TimeSpan.FromSeconds(10),
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                SslOptions = Trust.Create(url, authority),
            },
        };
        _http = new HttpClient(answers) { BaseAddress = url, Timeout = Patience };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        _live = new LiveStates(_http, answers, time);
        Url = url;
        Api = RestService.For<IExperimentsApi>(_http, new RefitSettings
        {
            ContentSerializer = new SystemTextJsonContentSerializer(ApiJson.Default.Options),
            // What is no success has become an exception before, and is not wrapped.
            ExceptionFactory = _ => new(null as Exception),
            TransportExceptionFactory = (_, fault, cancel) =>
                fault is OperationCanceledException && !cancel.IsCancellationRequested ? answers.Lost(fault) : fault,
            DeserializationExceptionFactory = (_, fault) => new(answers.Lost(fault)),
        });
    }

    /// <summary>The address of the server, which ends with a slash.</summary>
    public Uri Url { get; }

    /// <summary>All routes of the API, one method for each.</summary>
    public IExperimentsApi Api { get; }

    /// <summary>Creates a client. Nothing is sent yet.</summary>
    /// <param name="url">
    /// The address: on another machine <c>https://HOST:PORT</c>, on this machine also http. Default: the environment
    /// variable <c>EXPERIMENTS_URL</c>, else http://127.0.0.1:9464.
    /// </param>
    /// <param name="token">
    /// A token of a person, or on this machine what <c>experiments token</c> prints. Default: the variable
    /// <c>EXPERIMENTS_TOKEN</c>.
    /// </param>
    /// <param name="authority">
    /// The file of the certificate of an authority to believe instead of those of the system, in PEM format, such as
    /// that of <c>experiments cert</c>; an empty text stands for those of the system. Default: the variable
    /// <c>EXPERIMENTS_AUTHORITY</c>.
    /// </param>
    /// <param name="time">The clock for pauses. Default: that of the system.</param>
    /// <exception cref="UserErrorException">
    /// The address, the token or the file cannot be used; an address that begins with http is that of another machine,
    /// to which the token is not sent unencrypted; or there is no token.
    /// </exception>
    public static ExperimentsClient Connect(
        string? url = null, string? token = null, string? authority = null, TimeProvider? time = null) => new(
        ServerAddress.Read(url ?? Variable("EXPERIMENTS_URL") ?? DefaultUrl),
        ServerAddress.CheckToken(token ?? Variable("EXPERIMENTS_TOKEN") ?? throw new UserErrorException(
            "there is no token: give one, or set EXPERIMENTS_TOKEN to what 'experiments token' prints")),
        authority is "" ? null : authority ?? Variable("EXPERIMENTS_AUTHORITY"),
        time ?? TimeProvider.System);

    /// <summary>
    /// Submits a sweep file to the cluster. Its warnings say what is allowed but probably not intended.
    /// </summary>
    /// <param name="file">The text of the file, YAML or JSON.</param>
    /// <param name="path">
    /// The path of the file, for messages. Paths in the file are relative to its folder on the server, and a sweep
    /// without a name is called as the file. Default: the folder in which the silo runs.
    /// </param>
    /// <param name="cancel">Cancels the request; the cluster may have accepted the sweep nevertheless.</param>
    /// <exception cref="ApiException">
    /// The file has errors, which <see cref="ApiException.Errors"/> lists, or the cluster refuses the sweep.
    /// </exception>
    public async Task<Submitted> SubmitAsync(string file, string? path = null, CancellationToken cancel = default)
    {
        using var content = new StringContent(file, Encoding.UTF8, "application/yaml");
        return await Api.SubmitAsync(content, path, cancel);
    }

    /// <summary>
    /// Follows a sweep: the present state, and then each that follows, until the sweep has ended. If the connection
    /// breaks, a new one continues where the last one ended; states that came and went in between are not returned.
    /// </summary>
    /// <param name="sweep">The id of the sweep, the beginning of one, or the name of the newest of that name.</param>
    /// <param name="patience">How long nothing may answer before this gives up. Default: a minute.</param>
    /// <param name="cancel">Ends it; the sweep itself continues.</param>
    /// <exception cref="ApiException">There is no such sweep, or the token is refused.</exception>
    /// <exception cref="UnreachableException">Nothing has answered for as long as <paramref name="patience"/>.
    /// </exception>
    public IAsyncEnumerable<SweepState> FollowAsync(
        string sweep, TimeSpan? patience = null, CancellationToken cancel = default) =>
        _live.FollowAsync(
            $"api/sweeps/{Uri.EscapeDataString(sweep)}/live", patience ?? TimeSpan.FromMinutes(1), cancel);

    /// <summary>Ends all connections.</summary>
    public void Dispose() => _http.Dispose();

    private static string? Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
