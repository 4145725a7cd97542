using System.Net;
using Experiments.Contracts.Metrics;
using Experiments.Grains.Attempts;
using Experiments.Silo.Gpus;
using Experiments.Silo.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Experiments.Silo.Tests.Metrics;

/// <summary>The metrics of trials in a scrape of the real exporter.</summary>
public sealed class TrialGaugesTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new();
    private readonly HttpClient _http = new();
    private readonly TrialMeters _trials;
    private WebApplication? _app;

    public TrialGaugesTests() => _trials = new TrialMeters(_time);

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(server => server.Listen(IPAddress.Loopback, 0));
        builder.Services.AddSingleton(_trials);
        builder.Services.AddSingleton(_ => OfferedGpus.Take(wanted: "0", visible: null));
        builder.Services.AddSiloMetrics();
        _app = builder.Build();
        _app.MapSiloMetrics();
        await _app.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app!.DisposeAsync();
    }

    [Fact]
    public async Task Scrape_TrialReports_ShowsItsLatestValuesAndEpoch()
    {
        Report(trial: 3, epoch: 1, loss: 0.5);
        Report(trial: 3, epoch: 2, loss: 0.25);

        var series = await ScrapeAsync();

        series.ShouldContain(line => line.StartsWith("experiments_trial_metric{") && line.Contains("sweep=\"mnist\"")
            && line.Contains("trial=\"3\"") && line.Contains("metric=\"val_loss\"") && line.EndsWith(" 0.25"));
        series.ShouldContain(
            line => line.StartsWith("experiments_trial_epoch{") && line.Contains("trial=\"3\"") && line.EndsWith(" 2"));
    }

    [Fact]
    public async Task Scrape_FiveMinutesAfterATrialsEnd_ShowsNothingOfIt()
    {
        Report(trial: 0, epoch: 1, loss: 1);
        Report(trial: 1, epoch: 1, loss: 1);
        _trials.Ended("id", 0);
        _time.Advance(TimeSpan.FromMinutes(4));
        (await ScrapeAsync()).ShouldContain(line => line.Contains("trial=\"0\""));

        _time.Advance(TimeSpan.FromMinutes(1));

        var series = await ScrapeAsync();
        series.ShouldNotContain(line => line.Contains("trial=\"0\""));
        series.ShouldContain(line => line.Contains("trial=\"1\""));
    }

    [Fact]
    public async Task Scrape_ThousandsOfTrialsLive_ShowsEachOfThem()
    {
        for (var trial = 0; trial < 3_000; trial++) Report(trial, epoch: 1, loss: trial);

        (await ScrapeAsync()).Count(line => line.StartsWith("experiments_trial_metric{")).ShouldBe(3_000);
    }

    private void Report(int trial, long epoch, double loss) =>
        _trials.Reported("id", "mnist", trial, [new MetricPoint("val_loss", epoch, loss)]);

    private async Task<string[]> ScrapeAsync() =>
        (await _http.GetStringAsync(
            _app!.Urls.Single() + "/metrics", TestContext.Current.CancellationToken)).Split('\n');
}
