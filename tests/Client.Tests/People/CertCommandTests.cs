using System.Security.Cryptography.X509Certificates;
using Experiments.Client.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Experiments.Client.Tests.People;

public sealed class CertCommandTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Now);
    private readonly TestShell _shell;

    public CertCommandTests() => _shell = new TestShell(time: _time);

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task Cert_Twice_IsSignedByOneAuthorityAndReplaced()
    {
        var folder = Path.Combine(_shell.Home, "tls");
        (await CreateAsync(folder, "node.example", "10.0.0.7", "::1", "--days", "30")).ShouldBe(0);
        var first = Read(folder, "node.example");
        _time.Advance(TimeSpan.FromDays(1));
        (await CreateAsync(folder, "node.example")).ShouldBe(0);
        var second = Read(folder, "node.example");

        using var authority = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(folder, "authority.pem"));
        foreach (var (certificate, at) in new[] { (first, Now), (second, Now.AddDays(1)) })
        {
            using var chain = new X509Chain();
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.Add(authority);
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            chain.ChainPolicy.VerificationTime = at.UtcDateTime;
            chain.Build(certificate).ShouldBeTrue(string.Join(", ", chain.ChainStatus.Select(each => each.Status)));
        }

        second.SerialNumber.ShouldNotBe(first.SerialNumber);
        first.MatchesHostname("node.example").ShouldBeTrue();
        first.MatchesHostname("10.0.0.7").ShouldBeTrue();
        first.MatchesHostname("::1").ShouldBeTrue();
        first.MatchesHostname("other.example").ShouldBeFalse();
        first.NotAfter.ToUniversalTime().ShouldBe(Now.AddDays(30).UtcDateTime);
        if (OperatingSystem.IsWindows()) return;
        foreach (var key in new[] { "authority.key", "node.example.key" })
            File.GetUnixFileMode(Path.Combine(folder, key)).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Theory]
    [InlineData("a b", "is no name of a host")]
    [InlineData("../x", "is no name of a host")]
    [InlineData("node --days 0", "--days must be from 1 to")]
    [InlineData("node --days 9999", "--days must be from 1 to")]
    public async Task Cert_WithWrongWords_IsRefusedAndWritesNothing(string words, string why)
    {
        var folder = Path.Combine(_shell.Home, "tls");
        (await CreateAsync(folder, words == "a b" ? [words] : words.Split(' '))).ShouldBeGreaterThan(0);
        _shell.Error.ShouldContain(why);
        Directory.Exists(folder).ShouldBeFalse();
    }

    [Fact]
    public async Task Cert_WithADamagedAuthority_IsRefusedAndKeepsIt()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_shell.Home, "tls")).FullName;
        File.WriteAllText(Path.Combine(folder, "authority.pem"), "nonsense");
        (await CreateAsync(folder, "node")).ShouldBe(1);
        _shell.Error.ShouldNotContain("   at ");
        Directory.GetFiles(folder).Select(Path.GetFileName).ShouldBe(["authority.pem"]);
        File.ReadAllText(Path.Combine(folder, "authority.pem")).ShouldBe("nonsense");
    }

    private Task<int> CreateAsync(string folder, params string[] words) =>
        _shell.RunAsync(["cert", .. words, "--out", folder]);

    private static X509Certificate2 Read(string folder, string name) => X509Certificate2.CreateFromPemFile(
        Path.Combine(folder, $"{name}.pem"), Path.Combine(folder, $"{name}.key"));
}
