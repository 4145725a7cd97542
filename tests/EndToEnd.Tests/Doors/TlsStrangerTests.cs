using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Experiments.EndToEnd.Tests.Harness;
using Experiments.Testing.Certificates;

namespace Experiments.EndToEnd.Tests.Doors;

/// <summary>What those who have no certificate for it get at the two ports of a silo with TLS.</summary>
public sealed partial class TlsStrangerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public enum Port { Silo, Gateway }

    [Theory]
    [InlineData("nothing", Port.Silo, "presented no certificate")]
    [InlineData("nothing", Port.Gateway, "presented no certificate")]
    [InlineData("self-signed", Port.Silo, "'eve', which no trusted authority has signed")]
    [InlineData("self-signed", Port.Gateway, "'eve', which no trusted authority has signed")]
    [InlineData("another authority", Port.Gateway, "'eve', which no trusted authority has signed")]
    [InlineData("client", Port.Silo, "'eve', which is that of a client and not of a node")]
    [InlineData("https", Port.Gateway, "'eve', which is for HTTPS only and not of a client")]
    [InlineData("expired", Port.Gateway, "'eve', which ended on 20")]
    [InlineData("plain", Port.Gateway, "does not use TLS")]
    [InlineData("TLS 1.2", Port.Gateway, "broke off the handshake of TLS")]
    public async Task Connect_WithoutACertificateForIt_GetsNothingAndIsLoggedOnce(string who, Port port, string why)
    {
        await using var machine = new Machine();
        (await machine.RunAsync("cert", "node", "n1.example", "--out", "tls")).ShouldExitWith(0);
        foreach (var (variable, file) in
            new[] { ("AUTHORITY", "authority.pem"), ("CERTIFICATE", "n1.example.pem"), ("KEY", "n1.example.key") })
            machine.Environment[$"EXPERIMENTS_TLS_{variable}"] = machine.FileOf($"tls/{file}");
        var silo = await machine.ServeAsync();
        var address = port == Port.Gateway
            ? Gateway().Match(silo.Output).Groups[1].Value
            : (await machine.QueryAsync("select silo from silos"))[0].Split('@')[0];
        using var ours = TestAuthority.Read(machine.FileOf("tls"));
        using var theirs = TestAuthority.Create("theirs");
        using var certificate = Certificate(who, ours, theirs);

        for (var i = 0; i < 20; i++)
            (await ReceiveAsync(IPEndPoint.Parse(address), who, certificate)).ShouldBe(0);

        var log = await silo.WaitForErrorAsync("Refused a connection from 127.0.0.1");
        log.ShouldContain(why);
        silo.Errors.Split("Refused a connection").Length.ShouldBe(2, silo.Errors);
        silo.Errors.ShouldNotContain("   at ");
        (await machine.RunAsync(
            "submit", machine.Write("sweep.yaml", SweepFiles.Waiting(1, seconds: 0.1)), "--watch")).ShouldExitWith(0);
    }

    private static X509Certificate2? Certificate(string who, TestAuthority ours, TestAuthority theirs)
    {
        var (begin, end) = (ours.Certificate.NotBefore, DateTimeOffset.UtcNow.AddDays(1));
        return who switch
        {
            "self-signed" => TestAuthority.SelfSigned("eve", TestAuthority.Node, begin, end),
            "another authority" => theirs.Issue("eve", TestAuthority.Node, begin, end),
            "client" => ours.Issue("eve", TestAuthority.Client, begin, end),
            "https" => ours.Issue("eve", TestAuthority.Https, begin, end),
            "expired" => ours.Issue("eve", TestAuthority.Node, begin, DateTimeOffset.UtcNow.AddSeconds(-1)),
            "TLS 1.2" => ours.Issue("eve", TestAuthority.Node, begin, end),
            _ => null,
        };
    }

    /// <summary>
    /// Begins as a member would, and returns how many bytes the silo says to it until it hangs up.
    /// </summary>
    private static async Task<int> ReceiveAsync(IPEndPoint address, string who, X509Certificate2? certificate)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var client = new TcpClient();
        await client.ConnectAsync(address, patience.Token);
        byte[] hello = [.. "EXP"u8, 1, 1, .. new byte[32]];
        try
        {
            if (who == "plain") return await ExchangeAsync(client.GetStream(), hello, patience.Token);
            await using var tls = new SslStream(client.GetStream());
            await tls.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = "experiments",
                    EnabledSslProtocols = who == "TLS 1.2" ? SslProtocols.Tls12 : SslProtocols.Tls13,
                    ClientCertificateContext = certificate is null
                        ? null
                        : SslStreamCertificateContext.Create(certificate, null, offline: true),
                    // A stranger does not mind whom it talks to.
                    RemoteCertificateValidationCallback = (_, _, _, _) => true,
                },
                patience.Token);
            return await ExchangeAsync(tls, hello, patience.Token);
        }
        catch (Exception refused) when (refused is IOException or AuthenticationException)
        {
            return 0;
        }
    }

    private static async Task<int> ExchangeAsync(Stream stream, byte[] hello, CancellationToken patience)
    {
        await stream.WriteAsync(hello, patience);
        return await stream.ReadAsync(new byte[1024], patience);
    }

    [GeneratedRegex("clients at (\\S+),")]
    private static partial Regex Gateway();
}
