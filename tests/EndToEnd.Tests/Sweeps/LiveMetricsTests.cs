using System.Text.RegularExpressions;
using Experiments.EndToEnd.Tests.Harness;

namespace Experiments.EndToEnd.Tests.Sweeps;

public sealed class LiveMetricsTests
{
    [Fact]
    public async Task Metrics_WhileASweepTrains_Move()
    {
        await using var machine = new Machine();
        var run = machine.Start("run", machine.Write("moving.yaml", SweepFiles.Waiting(1, seconds: 20, epochs: 100)));
        var output = await run.WaitForAsync("/metrics");
        using var http = new HttpClient();
        var address = Regex.Match(output, @"http://[\d.:]+/metrics").Value;

        var first = await WaitForSeriesAsync(http, address, different: null);
        var second = await WaitForSeriesAsync(http, address, different: first);

        first.ShouldMatch("""experiments_trial_metric\{.*metric="value".*sweep="moving".*trial="0".*\} """);
        second.ShouldNotBe(first);
        var root = address[..^"/metrics".Length];
        (await http.GetStringAsync(root + "/healthz/live", TestContext.Current.CancellationToken)).ShouldBe("Healthy");
        (await http.GetStringAsync(root + "/healthz/ready", TestContext.Current.CancellationToken)).ShouldBe("Healthy");
    }

    private static async Task<string> WaitForSeriesAsync(HttpClient http, string address, string? different)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await poll.WaitForNextTickAsync(patience.Token))
        {
            var all = await http.GetStringAsync(address, patience.Token);
            var series = all.Split('\n').FirstOrDefault(line => line.StartsWith("experiments_trial_metric{"));
            if (series is not null && series != different) return series;
        }

        throw new TimeoutException();
    }
}
