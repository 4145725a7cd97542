using System.Text.Json;
using System.Text.RegularExpressions;
using Experiments.EndToEnd.Tests.Harness;

namespace Experiments.EndToEnd.Tests.Doors;

/// <summary>What people on other machines can do with a token and HTTPS, and what without.</summary>
public sealed partial class OtherMachinesTests
{
    /// <summary>Trains until a file is there.</summary>
    private const string Sweep =
        """
        command: [bash, -c, "while [ ! -e gate ]; do sleep 0.05; done; echo epoch=1 loss=${x}"]
        method: grid
        metric: {name: loss, goal: minimize}
        parameters: {x: {values: [1, 2]}}
        """;

    /// <summary>Asks for a sweep, with the authority of the certificate and without.</summary>
    private const string Client =
        """
        import sys, experiments
        url, sweep, token = sys.argv[1:]
        status = experiments.connect(url, token, authority="tls/authority.pem").sweep(sweep).info.status
        try:
            experiments.connect(url, token).sweep(sweep)
        except experiments.UnreachableError as fault:
            print(status, "CERTIFICATE_VERIFY_FAILED" in str(fault))
        """;

    [Fact]
    public async Task Submit_FromAnotherMachine_NeedsHttpsATokenAndItsRole()
    {
        await using var network = await SiloNetwork.CreateAsync(2);
        await using var machine = new Machine();
        machine.Environment["EXPERIMENTS_CHECKPOINTS"] = "none";
        var file = machine.Write("one.yaml", Sweep);
        var address = SiloNetwork.AddressOf(0);
        (await machine.RunAsync("cert", address, "node.example", "--out", "tls")).ShouldExitWith(0);
        var served = await machine.StartWithin(
                network.Node(0), "serve", "--listen", address, "--silo-port", "0", "--gateway-port", "0", "--http-port",
                "0", "--https-port", "0", "--certificate", $"tls/{address}.pem", "--certificate-key",
                $"tls/{address}.key", "--cpus", "2")
            .WaitForAsync("serving");
        var (http, https) = (Http().Match(served).Value, Https().Match(served).Value);
        await HeaderAsync(machine, "ada", "submitter");
        await HeaderAsync(machine, "bob", "submitter");
        await HeaderAsync(machine, "eve", "viewer");
        machine.Write("database", (await machine.RunAsync("token", "--header")).ShouldExitWith(0).Output);
        Task<string> CallAsync(string who, string call) => CurlAsync(machine, network.Node(1), who, call);
        const string Submit = "--data-binary @one.yaml --header 'Content-Type: application/yaml' ";

        (await CallAsync("ada", $"{http}/api/sweeps")).ShouldEndWith(" 403");
        (await CallAsync("stranger", $"{https}/api/sweeps")).ShouldEndWith(" 401");
        (await CallAsync("database", $"{https}/api/sweeps")).ShouldEndWith(" 401");
        (await CallAsync("eve", $"{https}/api/sweeps")).ShouldBe("[] 200");
        (await CallAsync("eve", $"{Submit} {https}/api/sweeps")).ShouldEndWith(" 403");
        var answer = await CallAsync("ada", $"{Submit} '{https}/api/sweeps?file={Uri.EscapeDataString(file)}'");
        answer.ShouldEndWith(" 201");
        var id = JsonDocument.Parse(answer[..^4]).RootElement.GetProperty("sweep").GetProperty("id").GetString()!;
        await machine.WaitForAsync("select count(*) from trials where status = 'running'", rows => rows[0] == "2");

        // A renewed certificate is used for new connections, and what runs goes on.
        var serial = await SerialAsync(machine, network.Node(1), https);
        (await machine.RunAsync("cert", address, "--out", "tls")).ShouldExitWith(0);
        (await SerialAsync(machine, network.Node(1), https)).ShouldNotBe(serial);
        // One that is broken is not used.
        serial = await SerialAsync(machine, network.Node(1), https);
        machine.Write($"tls/{address}.pem", "nonsense");
        (await SerialAsync(machine, network.Node(1), https)).ShouldBe(serial);

        (await CallAsync("bob", $"--request POST {https}/api/sweeps/{id}/cancel")).ShouldContain("belongs to ada");
        (await CallAsync("ada", $"--json '{{\"most\": 1}}' {https}/api/sweeps/{id}/limit")).ShouldEndWith(" 200");
        machine.Write("client.py", Client);
        machine.Environment["PYTHONPATH"] = Programs.FileOf("clients", "python");
        (await machine.StartShell(
            $"ip netns exec {network.Node(1)} python3 client.py {https} {id} \"$(cut -d' ' -f3 ada)\"")
            .WaitForExitAsync()).ShouldExitWith(0).Output.Trim().ShouldBe("running True");

        machine.Write("gate", "");
        await machine.WaitForAsync("select status from sweeps", rows => rows[0] == "completed");
        (await machine.RunAsync("show", id)).ShouldExitWith(0).Output.ShouldMatch(@"owner +ada\b");
        (await machine.QueryAsync("select who, action, coalesce(refused, '') from audit_log where sweep is not null "
            + "order by key")).ShouldBe(["ada|submit|", "ada|limit|"]);
    }

    [Theory]
    [InlineData("--https-port 0", 2, "belong together")]
    [InlineData("--certificate a.pem --certificate-key a.key", 2, "belong together")]
    [InlineData("--https-port 0 --certificate a.pem", 2, "belong together")]
    [InlineData(
        "--https-port 0 --certificate a.pem --certificate-key a.key", 1, "are no certificate with its private key")]
    public async Task Serve_WithACertificateThatCannotBeUsed_IsRefusedInOneSentence(
        string options, int exitCode, string why)
    {
        await using var machine = new Machine();
        machine.Write("a.pem", "nonsense");
        machine.Write("a.key", "nonsense");
        var error = (await machine.RunAsync(["serve", "--silo-port", "0", "--gateway-port", "0", "--http-port", "0",
            .. options.Split(' ')])).ShouldExitWith(exitCode).Errors.Trim();
        error.ShouldContain(why);
        error.Split('\n').Length.ShouldBe(1, error);
    }

    private static async Task HeaderAsync(Machine machine, string person, string role) => machine.Write(
        person,
        (await machine.RunAsync("token", "create", person, "--role", role, "--header")).ShouldExitWith(0).Output);

    /// <summary>Returns the answer and its status, from another machine.</summary>
    private static async Task<string> CurlAsync(Machine machine, string from, string who, string call)
    {
        if (who == "stranger") machine.Write(who, "Nothing: here");
        return (await machine.StartShell(
            $"ip netns exec {from} curl --silent --show-error --max-time 30 --write-out ' %{{http_code}}' "
            + $"--cacert tls/authority.pem --header @{who} {call}").WaitForExitAsync()).ShouldExitWith(0).Output.Trim();
    }

    private static async Task<string> SerialAsync(Machine machine, string from, string https) =>
        (await machine.StartShell(
            $"ip netns exec {from} timeout 30 openssl s_client -connect {https["https://".Length..]} "
            + "-CAfile tls/authority.pem -verify_return_error </dev/null 2>/dev/null | openssl x509 -noout -serial")
            .WaitForExitAsync()).ShouldExitWith(0).Output.Trim();

    [GeneratedRegex(@"http://[\d.:]+")]
    private static partial Regex Http();

    [GeneratedRegex(@"https://[\d.:]+")]
    private static partial Regex Https();
}
