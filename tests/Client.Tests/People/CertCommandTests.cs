using System.Security.Cryptography.X509Certificates;
using Experiments.Client.Tests.Support;
using Experiments.Contracts.Certificates;
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
    [InlineData("host --days 0", "--days must be from 1 to")]
    [InlineData("host --days 9999", "--days must be from 1 to")]
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
        (await CreateAsync(folder, "host")).ShouldBe(1);
        _shell.Error.ShouldNotContain("   at ");
        Directory.GetFiles(folder).Select(Path.GetFileName).ShouldBe(["authority.pem"]);
        File.ReadAllText(Path.Combine(folder, "authority.pem")).ShouldBe("nonsense");
    }

    [Theory]
    [InlineData("node", "n1.example 10.0.0.7", CertificateUse.Node)]
    [InlineData("client", "ada@example.org", CertificateUse.Client)]
    [InlineData("", "n1.example", CertificateUse.Https)]
    public async Task Cert_OfAKind_HasItsUseAndIsBelievedAsSuch(string kind, string names, CertificateUse expected)
    {
        var folder = Path.Combine(_shell.Home, "tls");
        string[] words = [.. kind.Split(' ', StringSplitOptions.RemoveEmptyEntries), .. names.Split(' ')];
        (await CreateAsync(folder, words)).ShouldBe(0);
        var name = names.Split(' ')[0];
        using var certificate = Read(folder, name);
        certificate.UseOf().ShouldBe(expected);
        certificate.NameOf().ShouldBe(name);
        using var authority = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(folder, "authority.pem"));
        foreach (var wanted in new[] { CertificateUse.Client, CertificateUse.Node })
        {
            var refused = PeerCheck.Refuse(certificate, [], [authority], wanted, Now);
            if (expected == wanted || expected == CertificateUse.Node) refused.ShouldBeNull();
            else refused.ShouldNotBeNull();
        }

        if (OperatingSystem.IsWindows()) return;
        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        File.GetUnixFileMode(folder).ShouldBe(Owner | UnixFileMode.UserExecute);
        File.GetUnixFileMode(Path.Combine(folder, $"{name}.key")).ShouldBe(Owner);
    }

    [Theory]
    [InlineData("client", "name the person or program")]
    [InlineData("client a/b", "is no name of a client")]
    [InlineData("client ada bob", "is no name of a client")]
    [InlineData("client .", "is no name of a client")]
    [InlineData("client authority", "is the name of the authority's files")]
    [InlineData("node", "name what others reach this node by")]
    [InlineData("node a_b/c", "is no name of a host")]
    [InlineData("node authority", "is the name of the authority's files")]
    public async Task Cert_OfAKindWithWrongWords_IsRefusedAndWritesNothing(string words, string why)
    {
        var folder = Path.Combine(_shell.Home, "tls");
        (await CreateAsync(folder, words.Split(' '))).ShouldBe(1);
        _shell.Error.ShouldContain(why);
        Directory.Exists(folder).ShouldBeFalse();
    }

    [Fact]
    public async Task Authority_Twice_KeepsTheFirst()
    {
        var folder = Path.Combine(_shell.Home, "tls");
        (await CreateAsync(folder, "authority")).ShouldBe(0);
        var first = File.ReadAllText(Path.Combine(folder, "authority.pem"));
        (await CreateAsync(folder, "authority")).ShouldBe(1);
        _shell.Error.ShouldContain("has an authority");
        File.ReadAllText(Path.Combine(folder, "authority.pem")).ShouldBe(first);
    }

    [Fact]
    public async Task Show_AFolder_ListsUsesNamesAndEnds()
    {
        var folder = Path.Combine(_shell.Home, "tls");
        (await CreateAsync(folder, "node", "n1.example", "10.0.0.7", "--days", "30")).ShouldBe(0);
        (await CreateAsync(folder, "client", "ada", "--days", "7")).ShouldBe(0);
        _shell.TakeOut();
        (await _shell.RunAsync("cert", "show", folder, "--format", "csv")).ShouldBe(0);
        var lines = _shell.TakeOut().ReplaceLineEndings("\n").Trim().Split('\n');
        lines[0].ShouldBe("file,use,names,signed_by,ends_at,days_left");
        lines.Length.ShouldBe(4);
        lines[1].ShouldMatch(@"ada\.pem,client,ada,Experiments 2030-01-01 00:00:00,2030-01-08.*,7$");
        lines[2].ShouldMatch(@"authority\.pem,authority,Experiments 2030-01-01 00:00:00,.*,3650$");
        lines[3].ShouldMatch(@"n1\.example\.pem,node,n1\.example 10\.0\.0\.7,.*,30$");
        (await _shell.RunAsync("cert", "show", Path.Combine(folder, "ada.key"))).ShouldBe(1);
        _shell.TakeError().ShouldContain("has no certificate in PEM format");
        (await _shell.RunAsync("cert", "show", Path.Combine(folder, "none"))).ShouldBe(1);
        _shell.TakeError().ShouldContain("is no file and no folder");
    }

    private Task<int> CreateAsync(string folder, params string[] words) =>
        _shell.RunAsync(["cert", .. words, "--out", folder]);

    private static X509Certificate2 Read(string folder, string name) => X509Certificate2.CreateFromPemFile(
        Path.Combine(folder, $"{name}.pem"), Path.Combine(folder, $"{name}.key"));
}
