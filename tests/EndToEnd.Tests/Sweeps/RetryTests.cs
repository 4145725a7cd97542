using Experiments.Testing.Postgres;

namespace Experiments.EndToEnd.Tests.Sweeps;

/// <summary>Trials that failed for good, and are tried again once what broke them is repaired.</summary>
public sealed class RetryTests(SharedPostgres postgres)
{
    /// <summary>Fails after two epochs for one of its values, until a file says that it is repaired.</summary>
    private const string Program =
        """
        import os, sys
        value = int(sys.argv[1].split("=")[1])
        for epoch in range(1, 5):
            print(f"epoch={epoch} loss={value + 1 / epoch}")
            if epoch == 2 and value == 2 and not os.path.exists("repaired"): sys.exit("broken")
        """;

    private const string Sweep =
        """
        program: train.py
        method: grid
        metric: {name: loss, goal: minimize}
        parameters: {value: {values: [1, 2, 3]}}
        max_restarts: 1
        """;

    [Fact]
    public async Task Retry_TrialThatFailedForGood_CompletesOnceItsProgramIsRepaired()
    {
        await using var machine = new Machine(await (await postgres.GetAsync()).CreateDatabaseAsync());
        machine.Write("train.py", Program);
        var sweep = machine.Write("retried.yaml", Sweep);
        await machine.ServeAsync("--cpus", "2");
        (await machine.RunAsync("submit", sweep)).ShouldExitWith(0);
        await machine.WaitForAsync("select status from sweeps", rows => rows[0] == "completed");
        (await machine.QueryAsync("select number, status, attempt from trials order by number"))
            .ShouldBe(["0|completed|1", "1|failed|2", "2|completed|1"]);
        await machine.WaitForAsync("select count(*) from metric_rows", rows => rows[0] == "0");

        (await machine.RunAsync("retry", "retried", "0")).ShouldExitWith(1).Errors
            .ShouldContain("has no failed trial 0");
        machine.Write("repaired", "");
        (await machine.RunAsync("retry", "retried")).ShouldExitWith(0);
        await machine.WaitForAsync(
            "select number, status, attempt from trials order by number",
            rows => rows.SequenceEqual(["0|completed|1", "1|completed|3", "2|completed|1"]));
        await machine.WaitForAsync("select status from sweeps", rows => rows[0] == "completed");

        // Each epoch has one value, that of the last attempt.
        (await machine.QueryAsync(
            "select step, value from trial_curves where trial = 1 and metric = 'loss' order by step"))
            .ShouldBe(["1|3", "2|2.5", "3|2.3333333333333335", "4|2.25"]);
        (await machine.RunAsync("best", "retried")).ShouldExitWith(0).Output.ShouldContain("1.25");
        (await machine.RunAsync("replay", "retried", "--verify")).ShouldExitWith(0);
        (await machine.RunAsync("retry", "retried")).ShouldExitWith(1).Errors
            .ShouldContain("has no failed trial to try again");
    }
}
