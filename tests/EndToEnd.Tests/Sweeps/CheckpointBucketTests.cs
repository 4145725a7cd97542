using Experiments.EndToEnd.Tests.Harness;
using Experiments.Testing.Postgres;
using Experiments.Testing.S3;

namespace Experiments.EndToEnd.Tests.Sweeps;

/// <summary>Large checkpoints in a bucket, on an S3 server in this process.</summary>
public sealed class CheckpointBucketTests(SharedPostgres postgres)
{
    private const int Kill = 9;

    [Fact]
    public async Task Kill_SiloOfATrialWithItsCheckpointInABucket_GoesOnElsewhereFromThere()
    {
        await using var server = await LocalS3.StartAsync();
        await using var machine = new Machine(await (await postgres.GetAsync()).CreateDatabaseAsync());
        machine.UseBucket(server);
        // More than one part of an upload.
        var program = new ChainProgram(machine, mebibytes: 40);
        var silos = new Dictionary<string, CliProcess>();
        foreach (var node in new[] { "a", "b" }) silos[node] = await machine.ServeAsync("--node", node);
        var sweep = program.Write(trials: 2, first: "print([f'{k}~{v}' for k, v in os.environ.items() if 'AWS' in k])");
        (await machine.RunAsync("submit", sweep)).ShouldExitWith(0);
        await program.WaitAtGateAsync(2, name => server.Find($"runs/{name}"));
        var first = (await machine.QueryAsync(
            "select s.node from trials t join silos s on s.silo = t.node where t.number = 0")).Single();

        silos[first].Signal(Kill);
        program.OpenGate();
        await machine.WaitForAsync("select status from sweeps", rows => rows[0] == "completed");

        (await machine.QueryAsync(
            "select t.attempt, s.node from trials t join silos s on s.silo = t.node where t.number = 0"))
            .ShouldBe([$"2|{(first == "a" ? "b" : "a")}"]);
        var log = (await machine.RunAsync("logs", "chain/0")).ShouldExitWith(0).Output;
        log.ShouldContain($"\nfrom {ChainProgram.GateEpoch}\n");
        (await machine.NumbersAsync("chain")).ShouldBe(await program.UndisturbedAsync(trials: 2));

        // By default one checkpoint is kept, that of the best trial.
        var kept = await machine.QueryAsync("select file from checkpoints");
        server.Keys.ShouldBe([$"runs/{kept.ShouldHaveSingleItem()}"]);
        (await machine.QueryAsync(
            "select t.objective = (select max(objective) from trials) from checkpoints c join trials t "
            + "on t.id = c.trial_id")).ShouldBe(["True"]);

        log.ShouldContain("AWS_REGION~here");
        log.ShouldNotContain(BucketUse.Password);
        foreach (var silo in silos.Values) $"{silo.Output}{silo.Errors}".ShouldNotContain(BucketUse.Password);
        (await machine.QueryAsync($"select 1 from trial_logs where text like '%{BucketUse.Password}%'"))
            .ShouldBeEmpty();
    }

    [Fact]
    public async Task Db_BucketThatRefusesOrDoesNotAnswer_SaysSoInOneSentence()
    {
        await using var server = await LocalS3.StartAsync();
        await using var machine = new Machine();
        machine.UseBucket(server);
        var program = new ChainProgram(machine, mebibytes: 17);
        program.OpenGate();
        (await machine.RunAsync("run", program.Write(trials: 1))).ShouldExitWith(0);
        (await machine.RunAsync("db", "backup", "before.zip")).ShouldExitWith(0);

        server.Refusal = ("AccessDenied", 403);
        await ShouldFailAsync("refuses access", "allow these credentials");
        server.Refusal = ("InternalError", 500);
        await ShouldFailAsync("does not answer", "; try again later");
        await server.DisposeAsync();
        await ShouldFailAsync("cannot be reached", "; try again later");
        File.Exists(machine.FileOf("after.zip")).ShouldBeFalse();

        async Task ShouldFailAsync(params string[] mentions)
        {
            string[] all = [$"'s3://{LocalS3.Bucket}/runs'", .. mentions];
            foreach (var command in new[] { "db size", "db backup after.zip" })
                (await machine.RunAsync(command.Split(' '))).ShouldFailInOneSentence(all);
        }
    }
}
