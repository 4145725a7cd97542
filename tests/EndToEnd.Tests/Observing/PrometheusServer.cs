using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Experiments.Testing.Waits;

namespace Experiments.EndToEnd.Tests.Observing;

/// <summary>
/// A real Prometheus with the deployed configuration and rules that scrapes the given silos every second.
/// </summary>
public sealed class PrometheusServer : IAsyncDisposable
{
    private const string Program = "/usr/bin/prometheus";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("experiments-prometheus-");
    private readonly HttpClient _http;
    private readonly Process _process;

    private PrometheusServer(IEnumerable<string> targets)
    {
        var deployed = Programs.FileOf("deploy", "prometheus");
        var configuration = File.ReadAllText(Path.Combine(deployed, "prometheus.yml"))
            .Replace("'127.0.0.1:9464'", string.Join(", ", targets.Select(target => $"'{target}'")))
            .Replace("interval: 5s", "interval: 1s")
            .Replace("rules/", deployed + "/rules/");
        File.WriteAllText(Path.Combine(_folder.FullName, "prometheus.yml"), configuration);
        var address = $"127.0.0.1:{FreePort()}";
        _http = new HttpClient { BaseAddress = new Uri($"http://{address}/") };
        _process = Process.Start(new ProcessStartInfo(Program,
        [
            $"--config.file={_folder.FullName}/prometheus.yml", $"--storage.tsdb.path={_folder.FullName}/data",
            $"--web.listen-address={address}", "--log.level=error",
        ]))!;
    }

    /// <summary>
    /// Starts the server and waits until it answers. If none is installed, the test is skipped, or fails if
    /// <c>CI=true</c>.
    /// </summary>
    public static async Task<PrometheusServer> StartAsync(params string[] targets)
    {
        if (!File.Exists(Program) && Environment.GetEnvironmentVariable("CI") != "true")
            Assert.Skip("Prometheus is not installed (apt-get install prometheus).");
        var server = new PrometheusServer(targets);
        await Waiting.UntilAsync(server.AnswersAsync, "Prometheus to answer", TimeSpan.FromMinutes(1));
        return server;
    }

    /// <summary>Returns the number of current series of an expression whose value is a number.</summary>
    public async Task<int> CountAsync(string expression)
    {
        var answer = await GetAsync($"api/v1/query?query={Uri.EscapeDataString(expression)}");
        return answer.GetProperty("result").EnumerateArray()
            .Count(series => series.GetProperty("value")[1].GetString() != "NaN");
    }

    /// <summary>Returns the values of a label among the matching series.</summary>
    public async Task<IReadOnlyList<string>> ValuesAsync(string selector, string label)
    {
        var answer = await GetAsync($"api/v1/label/{label}/values?match[]={Uri.EscapeDataString(selector)}");
        return [.. answer.EnumerateArray().Select(value => value.GetString()!)];
    }

    /// <summary>Returns the loaded rules: kind, name, expression.</summary>
    public async Task<IReadOnlyList<(string Kind, string Name, string Expression)>> RulesAsync()
    {
        var answer = await GetAsync("api/v1/rules");
        return
        [
            .. answer.GetProperty("groups").EnumerateArray()
                .SelectMany(group => group.GetProperty("rules").EnumerateArray()).Select(rule =>
                    (rule.GetProperty("type").GetString()!, rule.GetProperty("name").GetString()!,
                        rule.GetProperty("query").GetString()!)),
        ];
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.ToExitAsync("Prometheus to end once it was killed");
        _process.Dispose();
        _http.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task<JsonElement> GetAsync(string path)
    {
        using var answer = await _http.GetAsync(path);
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue(Uri.UnescapeDataString(path) + "\n" + text);
        return JsonDocument.Parse(text).RootElement.GetProperty("data");
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            return (await _http.GetAsync("-/ready")).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return _process.HasExited ? throw new InvalidOperationException("Prometheus does not start.") : false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
