using Experiments.Contracts.Certificates;
using Experiments.Silo.Health;
using Experiments.Silo.Hosting.Certificates;
using Experiments.Testing.Certificates;
using Experiments.Testing.Fakes;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Experiments.Silo.Tests.Hosting.Certificates;

public sealed class CertificateWatchTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2030, 6, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("experiments-tls-").FullName;
    private readonly TestAuthority _authority = TestAuthority.Create("ours");
    private readonly FakeTimeProvider _time = new(Now);
    private readonly RecordedLog<CertificateWatch> _lines = [];
    private readonly ClusterCertificates _certificates;

    public CertificateWatchTests()
    {
        File.WriteAllText(In("authority.pem"), _authority.Certificate.ExportCertificatePem());
        Issue(Now.AddDays(20));
        _certificates = new ClusterCertificates(
            new CertificatePaths(In("authority.pem"), In("node.pem"), In("node.key")), _time,
            NullLogger<ClusterCertificates>.Instance);
    }

    public void Dispose()
    {
        _authority.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(5, HealthStatus.Healthy, "")]
    [InlineData(7, HealthStatus.Degraded, "ends on 2030-06-21 00:00 UTC: create a new one in time")]
    [InlineData(21, HealthStatus.Unhealthy, "ended on 2030-06-21 00:00 UTC: other silos and clients refuse")]
    public async Task Check_SomeDaysLater_WarnsFromFourteenDaysBefore(int days, HealthStatus expected, string text)
    {
        _time.Advance(TimeSpan.FromDays(days));
        var answer = await new CertificateCheck(_certificates).CheckHealthAsync(
            new(), TestContext.Current.CancellationToken);
        answer.Status.ShouldBe(expected);
        (answer.Description ?? "").ShouldContain(text);
        var report = new HealthReport(
            new Dictionary<string, HealthReportEntry>
            {
                ["certificate"] = new(answer.Status, answer.Description, default, null, null),
            },
            default);
        HealthText.Of(report).ShouldContain(text);
    }

    [Fact]
    public void Look_UntilTheEndAndARenewal_SaysSoOnceADay()
    {
        using var watch = new CertificateWatch(_certificates, _lines);
        Look(TimeSpan.Zero, lines: 0);
        Look(TimeSpan.FromDays(7), lines: 1);
        _lines[0].ShouldContain("Soon over: the certificate 'node'");
        Look(TimeSpan.FromSeconds(10), lines: 1);
        Look(TimeSpan.FromDays(1), lines: 2);
        Look(TimeSpan.FromDays(11.9), lines: 3);
        _lines[2].ShouldContain("Soon over");
        Look(TimeSpan.FromDays(0.2), lines: 4);
        _lines[3].ShouldContain("Error: Over: the certificate 'node'");
        Issue(_time.GetUtcNow().AddDays(90));
        Look(TimeSpan.FromDays(1), lines: 4);

        void Look(TimeSpan later, int lines)
        {
            _time.Advance(later);
            watch.Look();
            _lines.Count.ShouldBe(lines);
        }
    }

    private string In(string name) => Path.Combine(_folder, name);

    private void Issue(DateTimeOffset end)
    {
        using var certificate = _authority.Issue("node", TestAuthority.Node, Now.AddDays(-1), end);
        TestAuthority.Write(certificate, In("node"));
    }
}
