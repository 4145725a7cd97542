using System.Text.RegularExpressions;
using Experiments.Deploy.Tests.Support;

namespace Experiments.Deploy.Tests.Prometheus;

public sealed partial class RuleTests
{
    private static readonly string Folder = Repository.PathOf("deploy", "prometheus");

    [Fact]
    public Task Rules_OnSeriesOfGoodAndBadTimes_AlertWhereTheyShould() =>
        Tool.RunAsync("promtool", "prometheus", Folder, "test", "rules", "tests/alerts.test.yml");

    [Fact]
    public async Task Configuration_OfStaticTargets_IsValid() =>
        (await Tool.RunAsync("promtool", "prometheus", Folder, "check", "config", "prometheus.yml")).ShouldContain(
            "2 rule files found");

    /// <summary>
    /// Debian's promtool is built without Kubernetes, so the service discovery is removed before the check.
    /// </summary>
    [Fact]
    public async Task Configuration_ForKubernetes_IsValid()
    {
        var text = await File.ReadAllTextAsync(
            Path.Combine(Folder, "kubernetes.yml"), TestContext.Current.CancellationToken);
        var rest = Discovery().Replace(text, "");
        rest.Length.ShouldBeLessThan(text.Length);
        var folder = Directory.CreateTempSubdirectory("experiments-prometheus-");
        try
        {
            var file = Path.Combine(folder.FullName, "kubernetes.yml");
            await File.WriteAllTextAsync(
                file, rest.Replace("rules/", Folder + "/rules/"), TestContext.Current.CancellationToken);
            (await Tool.RunAsync("promtool", "prometheus", Folder, "check", "config", file)).ShouldContain(
                "2 rule files found");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Alerts_ThatMayFire_AreEachTestedAndExplained()
    {
        var alerts = Alert().Matches(Read("rules/alerts.yml")).Select(match => match.Groups[1].Value).ToList();
        var tested = Read("tests/alerts.test.yml");
        var guide = File.ReadAllText(Repository.PathOf("docs", "operating.md"));

        alerts.Count.ShouldBe(6);
        foreach (var alert in alerts)
        {
            Regex.Count(tested, $"alertname: {alert}\\s+exp_alerts").ShouldBeGreaterThan(0, alert);
            guide.ShouldContain($"### {alert}\n");
            Read("rules/alerts.yml").ShouldContain($"runbook: docs/operating.md#{alert.ToLowerInvariant()}\n");
        }
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine(Folder, file));

    [GeneratedRegex(@"    kubernetes_sd_configs:\n(      .*\n)+")]
    private static partial Regex Discovery();

    [GeneratedRegex(@"alert: (\w+)")]
    private static partial Regex Alert();
}
