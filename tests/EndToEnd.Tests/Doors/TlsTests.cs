using System.Text.RegularExpressions;
using Experiments.EndToEnd.Tests.Harness;
using Experiments.Testing.Certificates;
using Experiments.Testing.Postgres;

namespace Experiments.EndToEnd.Tests.Doors;

/// <summary>Clusters whose silos and clients recognize each other by certificates.</summary>
public sealed partial class TlsTests(SharedPostgres postgres)
{
    private const int Trials = 8;

    /// <summary>
    /// Both the certificates and their authority are replaced; afterwards a node joins that knows only the new ones,
    /// and one of the old nodes is killed, so that all connections of the sweep are made anew.
    /// </summary>
    [Fact]
    public async Task Rotate_CertificatesAndAuthorityDuringASweep_NothingIsLost()
    {
        var database = await (await postgres.GetAsync()).CreateDatabaseAsync();
        await using var nodes = new Machine(database);
        await using var laptop = new Machine(database);
        await CertAsync(nodes, "old", "node", "n1.example");
        await CertAsync(nodes, "old", "client", "ada");
        Directory.CreateDirectory(nodes.FileOf("used"));
        Use(nodes, nodes, "old", "n1.example", "node");
        Use(nodes, laptop, "old", "ada", "client");
        var silos = await Task.WhenAll(
            new[] { "a", "b" }.Select(node => nodes.ServeAsync("--node", node, "--cpus", "2")));
        (await laptop.RunAsync("submit", laptop.Write("sweep.yaml", Gated(laptop)))).ShouldExitWith(0);
        await nodes.WaitForAsync("select distinct node from trials", rows => rows.Count(row => row != "") == 2);

        // As docs/security.md says: both authorities are trusted, then all get new certificates, then the old one goes.
        await CertAsync(nodes, "new", "node", "n1.example");
        await CertAsync(nodes, "new", "client", "ada");
        Put(
            File.ReadAllText(nodes.FileOf("old/authority.pem")) + File.ReadAllText(nodes.FileOf("new/authority.pem")),
            nodes.FileOf("used/authority.pem"));
        Use(nodes, nodes, "new", "n1.example", "node", authority: false);
        foreach (var silo in silos) await silo.WaitForErrorAsync("New connections use the renewed files");
        Use(nodes, laptop, "new", "ada", "client");
        File.Copy(nodes.FileOf("new/authority.pem"), nodes.FileOf("used/authority.pem"), overwrite: true);
        await nodes.ServeAsync("--node", "c", "--cpus", "4");
        await nodes.WaitForAsync(
            "select count(*) from trials t join silos s on s.silo = t.node where s.node = 'c'", rows => rows[0] != "0");
        silos[0].Signal(9);

        (await laptop.RunAsync("limit", "sweep", "6")).ShouldExitWith(0);
        laptop.Write("gate", "");
        await nodes.WaitForAsync("select status from sweeps", rows => rows[0] == "completed");
        (await nodes.QueryAsync("select count(*), count(distinct number) from trials where status = 'completed'"))
            .ShouldBe([$"{Trials}|{Trials}"]);
        foreach (var silo in silos) silo.Errors.ShouldNotContain("Refused a connection");
    }

    /// <summary>What is connected stays so; new connections need a new certificate, which is then used.</summary>
    [Fact]
    public async Task Expire_CertificateOfANodeDuringASweep_NothingIsLostAndBothSidesSayWhy()
    {
        var database = await (await postgres.GetAsync()).CreateDatabaseAsync();
        await using var nodes = new Machine(database);
        await using var others = new Machine(database);
        await CertAsync(nodes, "tls", "node", "good.example");
        Use(nodes, others, "tls", "good.example", "node");
        Use(nodes, nodes, "tls", "good.example", "node");
        var lives = await others.ServeAsync("--node", "lives", "--cpus", "2");
        var ends = await nodes.ServeAsync("--node", "ends", "--cpus", "2");
        (await others.RunAsync("submit", others.Write("sweep.yaml", Gated(others)))).ShouldExitWith(0);
        await nodes.WaitForAsync("select distinct node from trials", rows => rows.Count(row => row != "") == 2);

        Expire(nodes, nodes, TestAuthority.Node);
        (await ends.WaitForErrorAsync("Over: ")).ShouldContain("the certificate 'expired' in");
        (await HealthAsync(nodes, ends)).ShouldContain("certificate: the certificate 'expired' in");
        (await nodes.RunAsync("limit", "sweep", "3")).ShouldFailInOneSentence(
            "the certificate 'expired' in", "ended on", "experiments cert");
        // Another node with it does not start either.
        (await nodes.RunAsync("serve", "--silo-port", "0", "--gateway-port", "0", "--http-port", "0"))
            .ShouldFailInOneSentence("the certificate 'expired' in", "ended on");
        (await others.RunAsync("limit", "sweep", "4")).ShouldExitWith(0);
        others.Write("gate", "");
        await nodes.WaitForAsync("select status from sweeps", rows => rows[0] == "completed");
        (await nodes.QueryAsync("select count(*) from trials where status = 'completed' and attempt = 1"))
            .ShouldBe([$"{Trials}"]);

        Use(nodes, nodes, "tls", "good.example", "node");
        var again = nodes.Write("again.yaml", SweepFiles.Waiting(1, seconds: 0.1));
        (await nodes.RunAsync("submit", again, "--watch")).ShouldExitWith(0);
        (lives.Errors + ends.Errors).ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Commands_WithoutAValidCertificate_AreRefusedInOneSentence()
    {
        await using var machine = new Machine();
        await CertAsync(machine, "tls", "node", "n1.example");
        await CertAsync(machine, "tls", "client", "ada");
        await CertAsync(machine, "other", "client", "eve");
        Use(machine, machine, "tls", "n1.example", "node");
        // The silo's files are its own, which nothing below changes.
        Directory.Move(machine.FileOf("used"), machine.FileOf("silo"));
        foreach (var (name, own) in new[]
            { ("AUTHORITY", "authority.pem"), ("CERTIFICATE", "node.pem"), ("KEY", "node.key") })
            machine.Environment[$"EXPERIMENTS_TLS_{name}"] = machine.FileOf($"silo/{own}");
        var silo = await machine.ServeAsync();
        var file = machine.Write("sweep.yaml", SweepFiles.Waiting(1, seconds: 0.1));
        Task<CliResult> SubmitAsync() => machine.RunAsync("submit", file);

        Use(machine, machine, "tls", "ada", "client");
        Use(machine, machine, "other", "eve", "client", authority: false);
        (await SubmitAsync()).ShouldFailInOneSentence("may not accept the certificate 'eve' of this machine");
        await silo.WaitForErrorAsync("presented the certificate 'eve', which no trusted authority has signed");
        Use(machine, machine, "other", "eve", "client");
        (await SubmitAsync()).ShouldFailInOneSentence("'n1.example', which no trusted authority has signed");
        Use(machine, machine, "tls", "ada", "client");
        Expire(machine, machine, TestAuthority.Client);
        (await SubmitAsync()).ShouldFailInOneSentence("the certificate 'expired' in", "ended on", "experiments cert");
        machine.Environment.Remove("EXPERIMENTS_TLS_KEY");
        (await SubmitAsync()).ShouldFailInOneSentence("EXPERIMENTS_TLS_KEY is not set");
        foreach (var name in (string[])["AUTHORITY", "CERTIFICATE"])
            machine.Environment.Remove($"EXPERIMENTS_TLS_{name}");
        (await SubmitAsync()).ShouldFailInOneSentence("or requires TLS");

        Use(machine, machine, "tls", "ada", "client");
        (await machine.RunAsync("serve", "--silo-port", "0", "--gateway-port", "0", "--http-port", "0"))
            .ShouldFailInOneSentence("is that of a client and not of a node");
        (await machine.RunAsync("submit", file, "--watch")).ShouldExitWith(0);
        silo.Errors.ShouldNotContain("   at ");
    }

    /// <summary>Trials that run until the gate is open.</summary>
    private static string Gated(Machine machine) => $$"""
        command: [bash, -c, "while [ ! -e {{machine.FileOf("gate")}} ]; do sleep 0.05; done; echo loss=${x}"]
        name: sweep
        method: grid
        metric: {name: loss, goal: minimize}
        parameters:
          x: {values: [{{string.Join(", ", Enumerable.Range(1, Trials))}}]}
        """;

    private static async Task CertAsync(Machine machine, string folder, params string[] words) =>
        (await machine.RunAsync(["cert", .. words, "--out", folder])).ShouldExitWith(0);

    /// <summary>Copies files of a folder to where the variables of a machine name them, as an operator would.</summary>
    private static void Use(
        Machine from, Machine to, string folder, string name, string role, bool authority = true)
    {
        Directory.CreateDirectory(to.FileOf("used"));
        if (authority)
            Put(File.ReadAllText(from.FileOf($"{folder}/authority.pem")), to.FileOf("used/authority.pem"));
        Put(File.ReadAllText(from.FileOf($"{folder}/{name}.key")), to.FileOf($"used/{role}.key"));
        Put(File.ReadAllText(from.FileOf($"{folder}/{name}.pem")), to.FileOf($"used/{role}.pem"));
        to.Environment["EXPERIMENTS_TLS_AUTHORITY"] = to.FileOf("used/authority.pem");
        to.Environment["EXPERIMENTS_TLS_CERTIFICATE"] = to.FileOf($"used/{role}.pem");
        to.Environment["EXPERIMENTS_TLS_KEY"] = to.FileOf($"used/{role}.key");
    }

    /// <summary>Replaces the certificate that a machine uses by one of its authority that has expired.</summary>
    private static void Expire(Machine from, Machine to, string[] uses)
    {
        using var authority = TestAuthority.Read(from.FileOf("tls"));
        using var expired = authority.Issue(
            "expired", uses, authority.Certificate.NotBefore, DateTimeOffset.UtcNow.AddSeconds(-1));
        TestAuthority.Write(expired, from.FileOf("tls/expired"));
        Use(
            from, to, "tls", "expired",
            Path.GetFileNameWithoutExtension(to.Environment["EXPERIMENTS_TLS_CERTIFICATE"]!));
    }

    private static void Put(string text, string path)
    {
        File.WriteAllText(path + ".next", text);
        File.Move(path + ".next", path, overwrite: true);
    }

    private static async Task<string> HealthAsync(Machine machine, CliProcess silo)
    {
        var http = Http().Match(silo.Output).Value;
        return (await machine.StartShell($"curl --silent --max-time 30 {http}/healthz/ready").WaitForExitAsync())
            .ShouldExitWith(0).Output;
    }

    [GeneratedRegex(@"http://[\d.:]+")]
    private static partial Regex Http();
}
