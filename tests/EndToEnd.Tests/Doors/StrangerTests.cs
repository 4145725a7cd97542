using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Experiments.Contracts.Grains;
using Experiments.Contracts.Proofs;
using Experiments.EndToEnd.Tests.Harness;

namespace Experiments.EndToEnd.Tests.Doors;

/// <summary>What other users of the same computer can and cannot do to a user's silo.</summary>
public sealed partial class StrangerTests
{
    private const string Refusal = "does not have this database's secret";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Submit_StrangerWithAForgedRow_RunsNothing()
    {
        await using var mine = new Machine();
        var silo = await mine.ServeAsync();
        await using var stranger = await Machine.OfNobodyAsync();
        (await stranger.RunAsync("db", "migrate")).ShouldExitWith(0);
        await ForgeAsync(stranger, GatewayOf(silo));

        (await stranger.RunAsync("submit", stranger.Write("sweep.yaml", Program("touch /tmp/was-here"))))
            .ShouldFailInOneSentence(Refusal);

        await silo.WaitForErrorAsync("Refused a connection from 127.0.0.1");
        (await mine.QueryAsync("select count(*) from sweeps")).ShouldBe(["0"]);
    }

    [Fact]
    public async Task Ask_StrangerOverHttp_ReadsAndRunsNothing()
    {
        await using var mine = new Machine();
        var served = await (await mine.ServeAsync()).WaitForAsync("serving");
        var api = ApiAddress().Match(served).Value + "/api/sweeps";
        await using var stranger = await Machine.OfNobodyAsync();
        (await stranger.RunAsync("db", "migrate")).ShouldExitWith(0);
        stranger.Write("sweep.yaml", Program("touch /tmp/was-here"));
        // That of a database of the stranger's own.
        stranger.Write("header", (await stranger.RunAsync("token", "--header")).ShouldExitWith(0).Output);
        const string Curl = "curl --silent --show-error --write-out ' %{http_code}' --header @header ";

        foreach (var call in (string[])
            [api, $"--data-binary @sweep.yaml --header 'Content-Type: application/yaml' {api}"])
            (await stranger.StartShell(Curl + call).WaitForExitAsync()).ShouldExitWith(0).Output.Trim()
                .ShouldEndWith(" 401");

        (await mine.QueryAsync("select count(*) from sweeps")).ShouldBe(["0"]);
    }

    [Fact]
    public async Task Submit_LuredToAStrangersSilo_TellsItNothing()
    {
        await using var stranger = await Machine.OfNobodyAsync();
        var theirs = await stranger.ServeAsync();
        await using var mine = new Machine();
        (await mine.RunAsync("db", "migrate")).ShouldExitWith(0);
        await ForgeAsync(mine, GatewayOf(theirs));

        (await mine.RunAsync(
            "submit", mine.Write("sweep.yaml", SweepFiles.Waiting(1, seconds: 0.1)))).ShouldFailInOneSentence(Refusal);

        (await stranger.QueryAsync("select count(*) from sweeps")).ShouldBe(["0"]);
    }

    /// <summary>Another user may listen on a port as soon as its silo is killed.</summary>
    [Fact]
    public async Task Serve_StrangerAtThePortOfADeadSilo_IsNotTakenForIt()
    {
        await using var stranger = await Machine.OfNobodyAsync();
        var theirs = await stranger.ServeAsync();
        await using var mine = new Machine();
        (await mine.RunAsync("db", "migrate")).ShouldExitWith(0);
        await ForgeAsync(mine, GatewayOf(theirs));

        await mine.ServeAsync();
    }

    [Fact]
    public async Task Connect_WithGarbageOrNothingOrAHalf_IsHungUpOnAndTheSiloServesOn()
    {
        await using var mine = new Machine();
        var silo = await mine.ServeAsync();
        var other = (await mine.QueryAsync("select silo from silos"))[0].Split('@')[0];
        byte[] half = [.. "EXP"u8, 1, 1, .. new byte[32]];
        byte[][] sent = [[], "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray(), half[..20], half,
            [.. half, .. new byte[32]], new byte[1 << 20]];

        await Task.WhenAll(
            from port in new[] { GatewayOf(silo), other }
            from bytes in sent
            select HangsUpAsync(IPEndPoint.Parse(port), bytes));

        (await mine.RunAsync(
            "submit", mine.Write("sweep.yaml", SweepFiles.Waiting(1, seconds: 0.1)), "--watch")).ShouldExitWith(0);
    }

    /// <summary>Beginnings of the proof with wrong bytes, and anything else, at both ports.</summary>
    [Fact]
    public async Task Connect_AThousandBrokenFrames_GetNoAnswerAndTakeNoMemory()
    {
        await using var mine = new Machine();
        var silo = await mine.ServeAsync();
        var silos = (await mine.QueryAsync("select silo from silos"))[0].Split('@')[0];
        var before = MemoryOf(silo);
        var answers = 0;
        await Parallel.ForEachAsync(
            Enumerable.Range(0, 1_000), new ParallelOptions { MaxDegreeOfParallelism = 32 },
            async (number, _) =>
            {
                var port = IPEndPoint.Parse(number % 2 == 0 ? GatewayOf(silo) : silos);
                // The called end's challenge and proof come after a whole beginning, and only then.
                if (await HangsUpAsync(port, BrokenFrame(new Random(number)), ends: true) > 4 + 32 + 32)
                    Interlocked.Increment(ref answers);
            });

        answers.ShouldBe(0);
        (MemoryOf(silo) - before).ShouldBeLessThan(100L << 20);
        (await mine.RunAsync(
            "submit", mine.Write("sweep.yaml", SweepFiles.Waiting(1, seconds: 0.1)), "--watch")).ShouldExitWith(0);
    }

    private static byte[] BrokenFrame(Random random)
    {
        var bytes = new byte[random.Next(4) switch
        {
            0 => random.Next(8),
            1 => 4 + 1 + 32 + 32,
            2 => random.Next(200),
            _ => random.Next(1 << 16),
        }];
        random.NextBytes(bytes);
        byte[] beginning = [.. "EXP"u8, 1, (byte)random.Next(4)];
        if (random.Next(4) > 0) beginning.AsSpan(0, Math.Min(beginning.Length, bytes.Length)).CopyTo(bytes);
        return bytes;
    }

    private static long MemoryOf(CliProcess process)
    {
        var line = File.ReadLines($"/proc/{process.Id}/status").First(line => line.StartsWith("VmRSS"));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) << 10;
    }

    /// <summary>
    /// The number of connections without a proof is limited, so that they cannot use up the file descriptors.
    /// </summary>
    [Fact]
    public async Task Connect_ACrowdThatSaysNothing_IsHungUpOnAndTheSiloServesOn()
    {
        await using var mine = new Machine();
        var gateway = IPEndPoint.Parse(GatewayOf(await mine.ServeAsync()));
        var crowd = Enumerable.Range(0, ProofConnections.MostPending + 100)
            .Select(_ => new Socket(SocketType.Stream, ProtocolType.Tcp)).ToList();
        try
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            await await Task.WhenAny(crowd.Select(socket => ToItsEndAsync(socket, gateway, patience.Token)));
        }
        finally
        {
            foreach (var socket in crowd) socket.Dispose();
        }

        (await mine.RunAsync(
            "submit", mine.Write("sweep.yaml", SweepFiles.Waiting(1, seconds: 0.1)), "--watch")).ShouldExitWith(0);
    }

    /// <summary>The ids of clusters are not secret: they are visible in the list of processes.</summary>
    [Fact]
    public async Task Secret_WhileARunRuns_IsInNoArgumentAndNoEnvironment()
    {
        await using var mine = new Machine();
        var run = mine.Start("run", mine.Write("sweep.yaml", Program("sleep 600")));
        await run.WaitForAsync("metrics at");
        await mine.WaitForAsync("select status from trials", rows => rows.Count > 0);
        var secret = File.ReadAllText(Path.Combine(mine.Home, "experiments.db.secret")).Trim();

        foreach (var process in Directory.GetDirectories("/proc")
            .Where(folder => int.TryParse(Path.GetFileName(folder), out _)))
        {
            foreach (var file in (string[])["cmdline", "environ"])
                if (Read(Path.Combine(process, file)) is { } text) text.ShouldNotContain(secret, Case.Insensitive);
        }

        run.Signal(2);
        (await run.WaitForExitAsync()).ShouldExitWith(130);
    }

    private static string? Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Sends bytes, and returns the number of those that are received until the silo hangs up.</summary>
    private static async Task<int> HangsUpAsync(IPEndPoint port, byte[] bytes, bool ends = false)
    {
        var received = 0;
        using var patience = new CancellationTokenSource(Patience);
        using var client = new TcpClient();
        await client.ConnectAsync(port, patience.Token);
        var stream = client.GetStream();
        var buffer = new byte[1024];
        try
        {
            await stream.WriteAsync(bytes, patience.Token);
            if (ends) client.Client.Shutdown(SocketShutdown.Send);
            while (await stream.ReadAsync(buffer, patience.Token) is > 0 and var read) received += read;
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"Waited {Patience} for the silo to hang up on a stranger.");
        }
        catch (IOException)
        {
            // The silo closed the connection before it had read everything.
        }
        catch (SocketException)
        {
            // Likewise.
        }

        return received;
    }

    /// <summary>
    /// Connects and says nothing. A connection over the limit is closed at once, perhaps before it is known to be made.
    /// </summary>
    private static async Task ToItsEndAsync(Socket socket, IPEndPoint port, CancellationToken patience)
    {
        try
        {
            await socket.ConnectAsync(port, patience);
            (await socket.ReceiveAsync(new byte[1], patience)).ShouldBe(0);
        }
        catch (SocketException reset) when (reset.SocketErrorCode == SocketError.ConnectionReset)
        {
        }
    }

    private static Task ForgeAsync(Machine machine, string gateway) => machine.QueryAsync(string.Create(
        CultureInfo.InvariantCulture,
        $"""
        insert into silos (silo, cluster, node, pool, cpus, gpus, gateway, http, serves, version, protocol, beat_at)
        values ('127.0.0.1:1@1', 'experiments', 'forged', 'default', 2, 0, '{gateway}', '', 1, '0.1.0', {Protocol.Number}, strftime('%Y-%m-%d %H:%M:%f+00:00', 'now', '+1 minute'))
        """));

    private static string Program(string command) => $"""
        command: [bash, -c, "{command}; echo loss=1"]
        method: random
        run_cap: 1
        metric: {"{"}name: loss, goal: minimize{"}"}
        """;

    private static string GatewayOf(CliProcess silo) => Gateway().Match(silo.Output).Groups[1].Value;

    [GeneratedRegex("clients at (\\S+),")]
    private static partial Regex Gateway();

    [GeneratedRegex(@"http://[\d.:]+")]
    private static partial Regex ApiAddress();
}
