using System.Security.Cryptography.X509Certificates;
using Experiments.Contracts.Certificates;
using Experiments.Testing.Certificates;

namespace Experiments.Contracts.Tests.Certificates;

public sealed class PeerCheckTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2030, 6, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TestAuthority _ours = TestAuthority.Create("ours");
    private readonly TestAuthority _next = TestAuthority.Create("next");
    private readonly TestAuthority _theirs = TestAuthority.Create("theirs");

    public void Dispose()
    {
        _ours.Dispose();
        _next.Dispose();
        _theirs.Dispose();
    }

    [Theory]
    [InlineData("node", CertificateUse.Node, null)]
    [InlineData("node", CertificateUse.Client, null)]
    [InlineData("client", CertificateUse.Client, null)]
    [InlineData("client", CertificateUse.Node, "is that of a client and not of a node")]
    [InlineData("https", CertificateUse.Node, "is for HTTPS only and not of a node")]
    [InlineData("https", CertificateUse.Client, "is for HTTPS only and not of a client")]
    [InlineData("none", CertificateUse.Node, "names no use in a cluster")]
    [InlineData("none", CertificateUse.Client, "names no use in a cluster")]
    public void Refuse_SignedCertificate_HasItsUseOnly(string uses, CertificateUse wanted, string? why)
    {
        using var certificate = _ours.Issue("ada", Uses(uses), Now.AddDays(-1), Now.AddDays(1));
        var refused = Refuse(certificate, wanted);
        if (why is null) refused.ShouldBeNull();
        else refused.ShouldNotBeNull().ShouldContain(why);
        var own = PeerCheck.RefuseOwn(certificate, "ada.pem", wanted, Now);
        if (why is null) own.ShouldBeNull();
        else own.ShouldNotBeNull().ShouldContain(why);
    }

    [Fact]
    public void Refuse_OfAnotherAuthority_IsRefusedWhateverItSays()
    {
        using var theirs = _theirs.Issue("ours", TestAuthority.Node, Now.AddDays(-1), Now.AddDays(1));
        using var self = TestAuthority.SelfSigned("ours", TestAuthority.Node, Now.AddDays(-1), Now.AddDays(1));
        foreach (var stranger in new[] { theirs, self, _theirs.Certificate })
        {
            Refuse(stranger, CertificateUse.Client)
                .ShouldBe($"presented the certificate '{stranger.NameOf()}', which no trusted authority has signed");
            // Nor does it help to send the authority along.
            PeerCheck.Refuse(
                stranger, [_theirs.Certificate], [_ours.Certificate], CertificateUse.Client, Now)
                .ShouldNotBeNull().ShouldContain("no trusted authority");
        }
    }

    [Fact]
    public void Refuse_None_IsRefused() =>
        Refuse(null, CertificateUse.Client).ShouldBe("presented no certificate");

    [Fact]
    public void Refuse_AuthorityItself_IsNoMember() =>
        Refuse(_ours.Certificate, CertificateUse.Client).ShouldNotBeNull().ShouldContain("is that of an authority");

    /// <summary>During a rotation both are trusted, and afterwards only the new one.</summary>
    [Fact]
    public void Refuse_WithTwoAuthorities_BelievesBoth()
    {
        using var old = _ours.Issue("old", TestAuthority.Node, Now.AddDays(-1), Now.AddDays(1));
        using var renewed = _next.Issue("renewed", TestAuthority.Node, Now.AddDays(-1), Now.AddDays(1));
        foreach (var certificate in new[] { old, renewed })
            PeerCheck.Refuse(
                certificate, [], [_ours.Certificate, _next.Certificate], CertificateUse.Node, Now).ShouldBeNull();
        PeerCheck.Refuse(old, [], [_next.Certificate], CertificateUse.Node, Now).ShouldNotBeNull();
        PeerCheck.Refuse(renewed, [], [_next.Certificate], CertificateUse.Node, Now).ShouldBeNull();
    }

    [Fact]
    public void Refuse_AtItsEnd_SaysWhichAndWhenAndWhatToDo()
    {
        using var certificate = _ours.Issue("ada", TestAuthority.Client, Now.AddDays(-1), Now.AddDays(1));
        PeerCheck.Refuse(certificate, [], [_ours.Certificate], CertificateUse.Client, Now.AddDays(1)).ShouldBeNull();
        PeerCheck.Refuse(certificate, [], [_ours.Certificate], CertificateUse.Client, Now.AddDays(1).AddSeconds(1))
            .ShouldBe(
                "presented the certificate 'ada', which ended on 2030-06-02 00:00 UTC: create a new one with "
                + "'experiments cert'");
        PeerCheck.Refuse(certificate, [], [_ours.Certificate], CertificateUse.Client, Now.AddDays(-2))
            .ShouldNotBeNull().ShouldContain("begins only on 2030-05-31 00:00 UTC: compare the clocks");
        PeerCheck.RefuseOwn(certificate, "ada.pem", CertificateUse.Client, Now.AddDays(2)).ShouldBe(
            "the certificate 'ada' in 'ada.pem' cannot be used, because it ended on 2030-06-02 00:00 UTC: create a "
            + "new one with 'experiments cert'");
    }

    private string? Refuse(X509Certificate2? certificate, CertificateUse wanted) =>
        PeerCheck.Refuse(certificate, [], [_ours.Certificate, _next.Certificate], wanted, Now);

    private static string[] Uses(string name) => name switch
    {
        "node" => TestAuthority.Node,
        "client" => TestAuthority.Client,
        "https" => TestAuthority.Https,
        _ => [],
    };
}
