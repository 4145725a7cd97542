using System.Text;
using System.Text.Json;
using Experiments.Search.Events;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;
using Experiments.Search.Stopping;

namespace Experiments.Search.Tests.Stopping;

/// <summary>
/// The decisions at rungs before versions existed: testdata was written by the code of that time. It has ties, NaN,
/// failures, brackets, skipped rungs, and sweeps that are too short for their rungs.
/// </summary>
public class VersionOneTests
{
    private static readonly EarlyTermination[] Rules =
    [
        new EarlyTermination.Asha("epoch", 1, 3, 27, 1), new EarlyTermination.Asha("epoch", 1, 2, 16, 3),
        new EarlyTermination.Asha("epoch", 2, 3, 27, 1, Stopping: true), new EarlyTermination.Hyperband(3, 27, 2, 3),
        new EarlyTermination.Hyperband(1, 100, 1, 2), new EarlyTermination.Median(2, 3),
    ];

    [Fact]
    public void Decide_AtRungs_IsAsItWas()
    {
        var log = new StringBuilder();
        foreach (var (seed, rule) in Rules.Index())
        {
            foreach (var cap in new[] { 2, 25 })
            {
                log.Append(JsonSerializer.Serialize(rule, SearchJson.Options)
                    .Replace(",\"strict\":false", "", StringComparison.Ordinal)).Append('\n');
                foreach (var step in Run(rule, seed, cap).Steps)
                    log.Append(JsonSerializer.Serialize(step, SearchJson.Options)).Append('\n');
            }
        }

        Golden.Check("rungs.version-1.txt", log.ToString());
    }

    private static SearchRun Run(EarlyTermination rule, int seed, int cap)
    {
        var random = new Random(seed);
        var run = SearchRun.Prepared(
            Make.Spec(SearchMethod.Random, Make.Parameter("a", new Distribution.IntUniform(0, 9)))
                with
            {
                Seed = seed,
                RunCap = cap,
                EarlyTermination = rule,
                MaxRestarts = 1,
                Goal = seed % 2 == 0
                    ? Goal.Minimize
                    : Goal.Maximize
            });
        for (var turn = 0; turn < 1_000 && !run.State.IsFinal; turn++)
        {
            if (run.State.Running.IsEmpty || (run.State.Running.Count < 4 && random.Next(3) == 0))
            {
                run.Offer();
                continue;
            }

            var (trial, running) = run.State.Running.ElementAt(random.Next(run.State.Running.Count));
            var objective = random.Next(30) == 0 ? double.NaN : random.Next(4) / 4.0;
            var ahead = Ladder.Ahead(run.Spec, trial, running.Progress).Take(random.Next(1, 3)).ToList();
            if (random.Next(25) == 0) run.End(trial, running.Attempt, new AttemptOutcome.Failed("it threw"));
            else if (ahead.Count == 0 || random.Next(12) == 0)
                run.End(trial, running.Attempt, new AttemptOutcome.Completed(objective));
            else run.Tell(new SearchEvent.RungReached(trial, running.Attempt, ahead[^1], objective));
        }

        return run;
    }
}
