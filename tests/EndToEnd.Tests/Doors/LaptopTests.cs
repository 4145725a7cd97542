using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Experiments.EndToEnd.Tests.Harness;

namespace Experiments.EndToEnd.Tests.Doors;

/// <summary>What a person can do from a laptop that has a token, and neither the database nor a path to the silos.
/// </summary>
public sealed partial class LaptopTests
{
    private const string Sweep =
        """
        command: [bash, -c, "while [ ! -e gate ]; do sleep 0.05; done; echo epoch=1 loss=${x}"]
        method: random
        run_cap: 2
        metric: {name: loss, goal: minimize}
        parameters: {x: {min: 1.0, max: 2.0}}
        """;

    [Fact]
    public async Task Commands_FromALaptop_NeedOnlyTheTokenOfTheirPerson()
    {
        await using var network = await SiloNetwork.CreateAsync(2);
        await using var server = new Machine();
        await using var laptop = new Machine();
        var (https, ada) = await ServeAsync(server, network.Node(0));
        Task<CliResult> RunAsync(params string[] line) => laptop.StartWithin(network.Node(1), line).WaitForExitAsync();
        CopyAuthority(server, laptop);
        laptop.Write("token", ada);

        await RefusedAsync(laptop, network.Node(1), $"login {https} < token", "not from an authority that is trusted");
        await RefusedAsync(
            laptop, network.Node(1), $"login {https.Replace("https", "http")} < token",
            "would send the token unencrypted");
        (await LogInAsync(laptop, network.Node(1), https)).ShouldBe($"logged in to {https} as ada, submitter");
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(Path.Combine(laptop.Home, "login.json"))
                .ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);

        var file = laptop.Write("one.yaml", Sweep);
        var id = (await RunAsync("submit", file)).ShouldExitWith(0).Output.Trim();
        await server.WaitForAsync("select count(*) from trials where status = 'running'", rows => rows[0] == "2");
        foreach (var change in (string[])["pause", "resume", "limit ID 1", "limit ID none", "extend ID --run-cap 3",
            "enqueue ID x=1.5", "tag ID mine"])
            (await RunAsync(change.Contains("ID") ? change.Replace("ID", id).Split(' ') : [change, id]))
                .ShouldExitWith(0).Output.ShouldStartWith("sweep 'one'");
        await BobIsRefusedAsync(server, network.Node(1), https, id);

        var watch = laptop.StartWithin(network.Node(1), "watch", id);
        await watch.WaitForAsync("is running");
        foreach (var process in Process.GetProcesses())
            CommandLineOf(process).ShouldNotContain(ada);
        laptop.Write("gate", "");
        var watched = (await watch.WaitForExitAsync()).ShouldExitWith(0);
        watched.Output.ShouldContain($"best of one ({id})");
        var best = (await RunAsync("best", id, "--format", "json")).ShouldExitWith(0);
        best.Output.ShouldBe((await server.RunAsync("best", id, "--format", "json")).ShouldExitWith(0).Output);
        (await RunAsync("logs", $"{id}/0", "--follow")).ShouldExitWith(0).Output.ShouldStartWith("epoch=1 loss=");
        (await RunAsync("show", id)).ShouldExitWith(0).Output.ShouldMatch(@"owner +ada\b");
        File.Exists(Path.Combine(laptop.Home, "experiments.db")).ShouldBeFalse();

        // The file that was sent means what it would mean to a command that has the database.
        var again = (await server.StartWithin(network.Node(0), "submit", file).WaitForExitAsync())
            .ShouldExitWith(0).Output.Trim();
        (await server.RunAsync("diff", id, again)).ShouldExitWith(0).Output
            .ShouldNotMatch("(?m)^(command|parameters|metric|name|folder)");

        Expire(server);
        await RefusedAsync(laptop, network.Node(1), "ls", "is valid from 2020-01-01 to 2020-02-01 only");
        (await server.RunAsync("cert", SiloNetwork.AddressOf(0), "--out", "tls")).ShouldExitWith(0);
        (await RunAsync("ls")).ShouldExitWith(0);
        (await server.RunAsync("token", "revoke", ada.Split('_')[1])).ShouldExitWith(0);
        await RefusedAsync(laptop, network.Node(1), "ls", "the server does not accept the token");
        (watched.Output + watched.Errors + best.Output).ShouldNotContain(ada);
    }

    /// <summary>Serves in a network namespace, and returns the address and the token of a submitter.</summary>
    private static async Task<(string Https, string Token)> ServeAsync(Machine server, string node)
    {
        var address = SiloNetwork.AddressOf(0);
        server.Environment["EXPERIMENTS_CHECKPOINTS"] = "none";
        (await server.RunAsync("cert", address, "--out", "tls")).ShouldExitWith(0);
        var served = await server.StartWithin(
                node, "serve", "--listen", address, "--silo-port", "0", "--gateway-port", "0", "--http-port", "0",
                "--https-port", "0", "--certificate", $"tls/{address}.pem", "--certificate-key", $"tls/{address}.key",
                "--cpus", "2")
            .WaitForAsync("serving");
        return (Https().Match(served).Value, await CreateTokenAsync(server, "ada"));
    }

    private static async Task<string> CreateTokenAsync(Machine server, string person) =>
        (await server.RunAsync("token", "create", person, "--role", "submitter")).ShouldExitWith(0).Output.Trim();

    private static async Task<string> LogInAsync(Machine laptop, string node, string https) =>
        (await laptop.StartShell(
            $"ip netns exec {node} '{Programs.Experiments}' login {https} --authority authority.pem < token")
            .WaitForExitAsync()).ShouldExitWith(0).Output.Trim();

    private static async Task RefusedAsync(Machine laptop, string node, string line, string why)
    {
        var refused = (await laptop.StartShell($"ip netns exec {node} '{Programs.Experiments}' {line}")
            .WaitForExitAsync()).ShouldExitWith(1);
        refused.Errors.ShouldContain(why);
        refused.Errors.Trim().Split('\n').Length.ShouldBe(1, refused.Errors);
        refused.Output.ShouldBe("");
    }

    private static void CopyAuthority(Machine server, Machine laptop) =>
        File.Copy(server.FileOf("tls/authority.pem"), laptop.FileOf("authority.pem"));

    /// <summary>Another person, on another laptop.</summary>
    private static async Task BobIsRefusedAsync(Machine server, string node, string https, string sweep)
    {
        await using var other = new Machine();
        CopyAuthority(server, other);
        other.Write("token", await CreateTokenAsync(server, "bob"));
        (await LogInAsync(other, node, https)).ShouldEndWith(" as bob, submitter");
        await RefusedAsync(
            other, node, $"cancel {sweep}",
            $"sweep 'one' ({sweep}) belongs to ada: bob is submitter, and changing it needs the role operator");
    }

    /// <summary>Gives the server a certificate of its authority that has expired.</summary>
    private static void Expire(Machine server)
    {
        var address = SiloNetwork.AddressOf(0);
        using var authority = X509Certificate2.CreateFromPemFile(
            server.FileOf("tls/authority.pem"), server.FileOf("tls/authority.key"));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(System.Net.IPAddress.Parse(address));
        var request = new CertificateRequest($"CN={address}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build());
        using var expired = request.Create(
            authority.SubjectName, X509SignatureGenerator.CreateForECDsa(authority.GetECDsaPrivateKey()!),
            new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero),
            new DateTimeOffset(2020, 2, 1, 0, 0, 0, TimeSpan.Zero), [1, 2, 3]);
        File.WriteAllText(server.FileOf($"tls/{address}.key"), key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(
            server.FileOf($"tls/{address}.pem"),
            expired.ExportCertificatePem() + "\n" + authority.ExportCertificatePem());
    }

    private static string CommandLineOf(Process process)
    {
        using (process)
        {
            try
            {
                return File.ReadAllText($"/proc/{process.Id}/cmdline");
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                return "";
            }
        }
    }

    [GeneratedRegex(@"https://[\d.:]+")]
    private static partial Regex Https();
}
