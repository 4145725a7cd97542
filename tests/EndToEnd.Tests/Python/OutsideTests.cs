using System.Text.RegularExpressions;
using Experiments.Testing.Postgres;

namespace Experiments.EndToEnd.Tests.Python;

/// <summary>Trials that processes outside of silos carry out, some of which are killed.</summary>
public sealed partial class OutsideTests(SharedPostgres postgres)
{
    private static readonly string Package = Programs.FileOf("clients", "python");

    [Theory, InlineData(false), InlineData(true)]
    public async Task Workers_Killed_LoseAndDoubleNothingAndTheLogReplays(bool onPostgres)
    {
        await using var machine = new Machine(
            onPostgres ? await (await postgres.GetAsync()).CreateDatabaseAsync() : null);
        var (url, _) = await AddressOfAsync(await machine.ServeAsync("--cpus", "1"));
        Prepare(machine);

        var run = await machine.StartShell(
            $"cd '{Package}' && EXPERIMENTS_URL={url} exec python3 -W error -m unittest -v tests.test_outside")
            .WaitForExitAsync(TimeSpan.FromMinutes(10));

        run.ShouldExitWith(0);
        Regex.Count(run.Errors, @"\.\.\. ok$|^ok$", RegexOptions.Multiline).ShouldBeGreaterThanOrEqualTo(7, run.Errors);
        foreach (var sweep in await machine.QueryAsync("select id from sweeps"))
            (await machine.RunAsync("replay", sweep, "--verify")).ShouldExitWith(0);
    }

    [Fact]
    public async Task Objectives_ForOptuna_RunAsTheyAreAndTheLogReplays()
    {
        await using var machine = new Machine();
        var (url, _) = await AddressOfAsync(await machine.ServeAsync("--cpus", "1"));
        Prepare(machine);

        var run = await machine.StartShell(
            $"cd '{Package}' && EXPERIMENTS_URL={url} exec python3 -W error -m unittest -v tests.test_optuna")
            .WaitForExitAsync(TimeSpan.FromMinutes(5));

        run.ShouldExitWith(0);
        Regex.Count(run.Errors, @"\.\.\. ok$|^ok$", RegexOptions.Multiline).ShouldBe(9, run.Errors);
        foreach (var sweep in await machine.QueryAsync("select id from sweeps"))
            (await machine.RunAsync("replay", sweep, "--verify")).ShouldExitWith(0);
    }

    [Fact]
    public async Task Silo_KilledWhileWorkersTrain_StartsAgainAndNothingIsLost()
    {
        await using var machine = new Machine();
        await using var silo = await machine.ServeAsync();
        var (url, port) = await AddressOfAsync(silo);
        Prepare(machine);
        var script = machine.Write("worker.py", """
            import sys, time
            import experiments

            study = (experiments.study(sweep="silo") if sys.argv[1:] else experiments.study(
                {"x": {"values": list(range(12))}}, method="grid", metric="loss", name="silo", within=5))
            print("joined", flush=True)
            for trial in study:
                for epoch in range(1, 6):
                    time.sleep(0.1)
                    if not trial.report(epoch=epoch, loss=trial.params.x / epoch):
                        print("lost", trial.number, trial.lost, flush=True)
                        break
                study.tell(trial)
            """);
        var python = $"EXPERIMENTS_URL={url} PYTHONPATH='{Package}' exec python3";
        var first = machine.StartShell($"{python} '{script}'");
        await first.WaitForAsync("joined");
        var second = machine.StartShell($"{python} '{script}' join");
        await machine.WaitForAsync(
            "select count(*) from trials where status = 'completed'", rows => int.Parse(rows[0]) >= 2);

        silo.Signal(9);
        await silo.WaitForExitAsync();
        await using var again = machine.Start(
            "serve", "--silo-port", "0", "--gateway-port", "0", "--http-port", port);
        await again.WaitForAsync("serving");

        (await first.WaitForExitAsync(TimeSpan.FromMinutes(3))).ShouldExitWith(0);
        (await second.WaitForExitAsync(TimeSpan.FromMinutes(3))).ShouldExitWith(0);
        (await machine.QueryAsync("select status, count(*) from trials group by status")).ShouldBe(["completed|12"]);
        (await machine.QueryAsync("select status from sweeps")).ShouldBe(["completed"]);
        (await machine.QueryAsync("select count(*) from trials where attempt > 1")).ShouldNotBe(["0"]);
        var curves = await machine.QueryAsync(
            "select trial, step, value from trial_curves where metric = 'loss' order by trial, step");
        curves.ShouldBe(
        [
            .. Enumerable.Range(0, 12).SelectMany(trial => Enumerable.Range(1, 5)
                .Select(epoch => $"{trial}|{epoch}|{(double)trial / epoch}")),
        ]);
        (await machine.RunAsync("replay", "silo", "--verify")).ShouldExitWith(0);
    }

    [Fact]
    public async Task Guide_OfThePackage_ShowsTheExample()
    {
        var cancel = TestContext.Current.CancellationToken;
        var example = await File.ReadAllLinesAsync(Programs.Example("outside.py"), cancel);

        (await File.ReadAllTextAsync(Programs.FileOf("docs", "python.md"), cancel))
            .ShouldContain($"```python\n{string.Join('\n', example[1..])}\n```");
    }

    // The package asks the program of this build for the token.
    private static void Prepare(Machine machine)
    {
        machine.Environment["EXPERIMENTS_SKIP_BUILD"] = "1";
        machine.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
    }

    private static async Task<(string Url, string Port)> AddressOfAsync(CliProcess silo)
    {
        var url = Address().Match(await silo.WaitForAsync("serving"));
        return (url.Value, url.Groups["port"].Value);
    }

    [GeneratedRegex(@"http://[\d.]+:(?<port>\d+)")]
    private static partial Regex Address();
}
