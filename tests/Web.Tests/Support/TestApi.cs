using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Experiments.Contracts.Metrics;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Sweeps;
using Experiments.Search.Events;
using Experiments.Storage;
using Experiments.Storage.Clusters;
using Experiments.Storage.Configuration;
using Experiments.Storage.Schema;
using Experiments.Testing.Builders;
using Experiments.Testing.Postgres;
using Experiments.Training;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Experiments.Web.Tests.Support;

/// <summary>The API on a free port of this machine, over a database that is filled through the stores.</summary>
public sealed class TestApi : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string? _home;
    private long _seq;

    private TestApi(WebApplication app, string? home)
    {
        (_app, _home) = (app, home);
        // On a busy machine it takes more than a second until the content of a request is refused.
        Client = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromSeconds(60) })
        {
            BaseAddress = new Uri(app.Urls.Single()),
        };
    }

    /// <summary>A client of the API, which sends its token.</summary>
    public HttpClient Client { get; }

    /// <summary>The services of the program.</summary>
    public IServiceProvider Services => _app.Services;

    private ISweepStore Sweeps => Services.GetRequiredService<ISweepStore>();

    /// <summary>
    /// Starts it over the database at an address, or over a new SQLite file, with the datasets of a folder, or with
    /// those that need no files.
    /// </summary>
    public static async Task<TestApi> StartAsync(
        string? address = null, Action<IServiceCollection>? configure = null, string? data = null)
    {
        var home = address is null ? Directory.CreateTempSubdirectory("experiments-web-").FullName : null;
        var options = address is null
            ? DatabaseOptions.FromEnvironment(name => name == "EXPERIMENTS_HOME" ? home : null)
            : new DatabaseOptions(address);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddStorage(options);
        builder.Services.AddDatasets(new TrainingOptions
        {
            DataFolder = data,
            CacheFolder = Path.Combine(Path.GetTempPath(), "experiments-no-data"),
        });
        configure?.Invoke(builder.Services);
        builder.Services.AddWebApi();
        var app = builder.Build();
        app.MapWebApi();
        await app.Services.GetRequiredService<StorageSchema>().EnsureAsync(migrate: true);
        await app.StartAsync();
        var api = new TestApi(app, home);
        api.Client.DefaultRequestHeaders.Authorization = new(
            "Bearer", (await app.Services.GetRequiredService<ClusterSecrets>().ReadAsync()).CreateApiToken());
        return api;
    }

    /// <summary>Starts it over a new database of a PostgreSQL server, or over a new SQLite file.</summary>
    public static async Task<TestApi> StartAsync(SharedPostgres postgres, bool onPostgres) =>
        await StartAsync(onPostgres ? await (await postgres.GetAsync()).CreateDatabaseAsync() : null);

    /// <summary>
    /// Stores a running sweep over learning rates whose first trial, the best one, has completed, with a curve of
    /// <paramref name="points"/> points; its second trial has failed, and a third one runs.
    /// </summary>
    public async Task<TrialId> FillAsync(string id = "k3m9x0q2ab", int points = 3, SweepSpec? spec = null)
    {
        var sweep = await Sweeps.CreateAsync(new NewSweep(id, spec ?? SweepSpecs.Grid(), "experiments"), default);
        _seq = 0;
        await CommitAsync(sweep.Key, SweepSteps.Prepared(Next()));
        foreach (var trial in new[] { 0, 1, 2 })
            await CommitAsync(
                sweep.Key, SweepSteps.Begin(Next(), trial, learningRate: Math.Pow(10, -1 - trial)));
        var first = new TrialId(sweep.Key, 0);
        await ReportAsync(
            first, [.. Enumerable.Range(1, points).Select(step => new MetricPoint("val_accuracy", step, 0.1 * step))]);
        await CommitAsync(
            sweep.Key, SweepSteps.Complete(Next(), 0, 0.1 * points), SweepSteps.Fail(Next(), 1, "exit code 1"));
        return first;
    }

    /// <summary>Adds steps to the log of a sweep that <see cref="FillAsync"/> has stored last.</summary>
    public Task CommitAsync(int sweep, params SearchStep[] steps) =>
        Sweeps.CommitAsync(new SweepCommit(sweep, [.. steps]), default);

    /// <summary>Returns the number of the next step.</summary>
    public long Next() => ++_seq;

    /// <summary>Writes points of the first attempt of a trial.</summary>
    public async Task ReportAsync(TrialId trial, params MetricPoint[] points) =>
        await await Services.GetRequiredService<IMetricSink>().WriteAsync(
            new MetricBatch(trial, 1, DateTimeOffset.UnixEpoch, [.. points]), default);

    /// <summary>Changes a byte of each file that programs left, in a new SQLite file.</summary>
    public Task DamageArtifactsAsync() => DamageAsync("artifact_contents");

    /// <summary>Changes a byte of each checkpoint, in a new SQLite file.</summary>
    public Task DamageCheckpointsAsync() => DamageAsync("checkpoints");

    private async Task DamageAsync(string table)
    {
        await using var connection = new SqliteConnection($"Data Source={_home}/experiments.db;Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"update {table} set data = x'00' || substr(data, 2)";
        (await command.ExecuteNonQueryAsync()).ShouldBeGreaterThan(0);
    }

    /// <summary>Returns the JSON of a successful answer.</summary>
    public Task<JsonElement> GetAsync(string path) => Client.GetFromJsonAsync<JsonElement>(path);

    /// <summary>Returns the JSON of a successful answer to a POST.</summary>
    /// <param name="path">The path.</param>
    /// <param name="json">The content, or null for none.</param>
    public async Task<JsonElement> PostAsync(string path, string? json = null)
    {
        using var answer = await Client.PostAsync(path, json is null ? null : Json(json));
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>Returns the status and the 'detail' of an answer to a POST that is a problem.</summary>
    public async Task<(int Status, string? Detail)> FailToPostAsync(string path, string? json = null)
    {
        using var answer = await Client.PostAsync(path, json is null ? null : Json(json));
        return await ProblemAsync(answer);
    }

    /// <summary>Returns content of a media type.</summary>
    public static ByteArrayContent Content(string text, string type)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return content;
    }

    /// <summary>Returns JSON content.</summary>
    public static ByteArrayContent Json(string text) => Content(text, "application/json");

    /// <summary>Records a silo as live, at an address without a listener.</summary>
    public Task BeatAsync(string cluster, string node) => Services.GetRequiredService<IClusterRegistry>().BeatAsync(
        SiloBeats.Of(cluster, node) with { Gateway = "127.0.0.1:1" }, default);

    /// <summary>Returns the status and the 'detail' of an answer that is a problem.</summary>
    public async Task<(int Status, string? Detail)> FailAsync(string path)
    {
        using var answer = await Client.GetAsync(path);
        return await ProblemAsync(answer);
    }

    /// <summary>Returns the status and the 'detail' of an answer that is a problem.</summary>
    public static async Task<(int Status, string? Detail)> ProblemAsync(HttpResponseMessage answer)
    {
        answer.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
        return ((int)answer.StatusCode,
            (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString());
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        SqliteConnection.ClearAllPools();
        if (_home is not null) Directory.Delete(_home, recursive: true);
    }
}
