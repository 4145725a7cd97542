using System.Text.RegularExpressions;
using Experiments.EndToEnd.Tests.Harness;
using Experiments.Testing.Waits;

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
        var (all, series) = ("", (string?)null);
        await Waiting.UntilAsync(
            async () =>
            {
                all = await http.GetStringAsync(address, TestContext.Current.CancellationToken);
                series = all.Split('\n').FirstOrDefault(line => line.StartsWith("experiments_trial_metric{"));
                return series is not null && series != different;
            },
            $"a series of the trial other than '{different}'", TimeSpan.FromMinutes(1), () => all);
        return series!;
    }
}
