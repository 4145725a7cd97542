using Experiments.Contracts.Certificates;
using Experiments.Testing.Certificates;
using Experiments.Testing.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace Experiments.Contracts.Tests.Certificates;

public sealed class ClusterCertificatesTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2030, 6, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("experiments-tls-").FullName;
    private readonly TestAuthority _authority = TestAuthority.Create("ours");
    private readonly RecordedLog<ClusterCertificates> _lines = [];
    private readonly FakeTimeProvider _time = new(Now);

    public ClusterCertificatesTests()
    {
        File.WriteAllText(In("authority.pem"), _authority.Certificate.ExportCertificatePem());
        Issue("first");
    }

    public void Dispose()
    {
        _authority.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Current_FilesAreReplaced_IsTheNewCertificateAndSaysSoOnce()
    {
        var certificates = Read();
        certificates.Current().Own.NameOf().ShouldBe("first");
        _lines.ShouldBeEmpty();
        Issue("second");
        certificates.Current().Own.NameOf().ShouldBe("second");
        certificates.Current().Own.NameOf().ShouldBe("second");
        _lines.ShouldHaveSingleItem().ShouldContain("'second', which ends on 2030-06-02");
    }

    [Fact]
    public void Current_AnotherAuthorityIsAdded_TrustsBoth()
    {
        var certificates = Read();
        using var next = TestAuthority.Create("next");
        File.AppendAllText(In("authority.pem"), "\n" + next.Certificate.ExportCertificatePem());
        certificates.Current().Authorities.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("node.pem", "nonsense")]
    [InlineData("node.key", "nonsense")]
    [InlineData("authority.pem", "")]
    [InlineData("authority.pem", null)]
    public void Current_AFileCannotBeUsed_KeepsTheLastAndSaysSoOnce(string file, string? text)
    {
        var certificates = Read();
        if (text is null) File.Delete(In(file));
        else File.WriteAllText(In(file), text);
        for (var i = 0; i < 3; i++) certificates.Current().Own.NameOf().ShouldBe("first");
        _lines.ShouldHaveSingleItem().ShouldContain(In("node.pem"));
        Should.Throw<UserErrorException>(Read).Message.ShouldContain(In("node.pem"));
    }

    [Fact]
    public void Current_KeyIsReplacedBeforeItsCertificate_KeepsTheLastUntilBothAreThere()
    {
        var certificates = Read();
        var old = File.ReadAllText(In("node.pem"));
        Issue("second");
        var renewed = File.ReadAllText(In("node.pem"));
        File.WriteAllText(In("node.pem"), old);
        certificates.Current().Own.NameOf().ShouldBe("first");
        File.WriteAllText(In("node.pem"), renewed);
        certificates.Current().Own.NameOf().ShouldBe("second");
    }

    [Fact]
    public void EnsureUsable_AfterItsEnd_IsRefused()
    {
        var certificates = Read();
        certificates.EnsureUsable(CertificateUse.Node);
        _time.Advance(TimeSpan.FromDays(2));
        Should.Throw<UserErrorException>(() => certificates.EnsureUsable(CertificateUse.Node)).Message
            .ShouldContain($"'{In("node.pem")}' cannot be used, because it ended on 2030-06-02");
    }

    [Theory]
    [InlineData("", "", "", null)]
    [InlineData("a", "b", "c", "a b c")]
    [InlineData("a", "", "c", "EXPERIMENTS_TLS_CERTIFICATE is not set")]
    [InlineData("a", "", "", "EXPERIMENTS_TLS_CERTIFICATE and EXPERIMENTS_TLS_KEY are not set")]
    public void FromEnvironment_Variables_BelongTogether(
        string authority, string certificate, string key, string? expected)
    {
        string? Environment(string name) => name switch
        {
            "EXPERIMENTS_TLS_AUTHORITY" => authority,
            "EXPERIMENTS_TLS_CERTIFICATE" => certificate,
            "EXPERIMENTS_TLS_KEY" => key,
            _ => throw new ArgumentException($"{name} is not asked for", nameof(name)),
        };
        if (expected is not null && expected.Contains("not set"))
            Should.Throw<UserErrorException>(() => CertificatePaths.FromEnvironment(Environment)).Message
                .ShouldContain(expected);
        else
            (CertificatePaths.FromEnvironment(Environment) is { } paths
                ? $"{paths.Authority} {paths.Certificate} {paths.Key}" : null).ShouldBe(expected);
    }

    private string In(string name) => Path.Combine(_folder, name);

    private void Issue(string name)
    {
        using var certificate = _authority.Issue(name, TestAuthority.Node, Now.AddDays(-1), Now.AddDays(1));
        TestAuthority.Write(certificate, In("node"));
    }

    private ClusterCertificates Read() =>
        new(new CertificatePaths(In("authority.pem"), In("node.pem"), In("node.key")), _time, _lines);
}
