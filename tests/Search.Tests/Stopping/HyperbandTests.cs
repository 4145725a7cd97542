using System.Globalization;
using Experiments.Search.Deciding;
using Experiments.Search.Events;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;
using Experiments.Search.Stopping;

namespace Experiments.Search.Tests.Stopping;

/// <summary>
/// W&amp;B's <c>hyperband</c>. The expected values in testdata were computed with the W&amp;B package <c>sweeps</c>;
/// UPDATE_GOLDEN must not write them.
/// </summary>
public class HyperbandTests
{
    private static readonly SearchSpec Random =
        Make.Spec(SearchMethod.Random, Make.Parameter("a", new Distribution.Uniform(0, 1))) with { Version = 2 };

    [Fact]
    public void Steps_AnySetting_AreTheBandsOfWandb()
    {
        var lines = Golden.Read("hyperband.bands.txt").TrimEnd('\n').Split('\n');
        lines.Length.ShouldBe(999);
        foreach (var line in lines)
        {
            var setting = line[..line.IndexOf(':')];
            var steps = Ladder.Steps(Random with { EarlyTermination = Rule(setting.Split(' '), strict: true) }, 0);
            $"{setting}: {string.Join(' ', steps)}".TrimEnd().ShouldBe(line);
        }
    }

    [Fact]
    public void Steps_MaxIterNineteen_AreTwoAndSixAndInVersionOneThreeAndNine()
    {
        var spec = Random with { EarlyTermination = new EarlyTermination.Hyperband(3, 19, 2, 3) };
        Ladder.Steps(spec, 0).ShouldBe([2, 6]);
        Ladder.Steps(spec with { Version = 1 }, 0).ShouldBe([3, 9]);
    }

    [Fact]
    public void Steps_MinIterAndABudget_EndBelowIt() =>
        Ladder.Steps(Random with { EarlyTermination = new EarlyTermination.Hyperband(3, 27, 0, 3) }, 0)
            .ShouldBe([3, 9]);

    /// <summary>
    /// Each line is a sweep: values of trials in the order in which they arrived, with + if the trial continued or - if
    /// it was stopped.
    /// </summary>
    [Fact]
    public void RungReached_AnyHistories_IsDecidedAsByWandb()
    {
        var (wentOn, stopped) = (0, 0);
        foreach (var line in Golden.Read("hyperband.verdicts.txt").TrimEnd('\n').Split('\n'))
        {
            var (setting, values) = (line.Split(" | ")[0].Split(' '), line.Split(" | ")[1].Split(' '));
            var goal = setting[0] == "minimize" ? Goal.Minimize : Goal.Maximize;
            var run = Begun(
                Random with { Goal = goal, EarlyTermination = Rule(setting[1..^1], setting[^1] == "strict") }, 9);
            var rungs = Ladder.Steps(run.Spec, 0).ToHashSet();
            var histories = Enumerable.Range(0, 9).Select(_ => new List<double>()).ToArray();
            foreach (var (index, text) in values.Index())
            {
                var trial = text[0] - '0';
                var history = histories[trial];
                history.Add(double.Parse(text[2..].TrimEnd('+', '-'), CultureInfo.InvariantCulture));
                rungs.Contains(history.Count).ShouldBe(text[^1] is '+' or '-', $"value {index} of {line}");
                if (!rungs.Contains(history.Count)) continue;
                var best = goal == Goal.Minimize ? history.Min() : history.Max();
                run.Tell(new SearchEvent.RungReached(trial, 1, history.Count, history[^1], best));
                run.State.Running.ContainsKey(trial).ShouldBe(text[^1] == '+', $"value {index} of {line}");
                _ = text[^1] == '+' ? wentOn++ : stopped++;
            }
        }

        (wentOn, stopped).ShouldBe((1945, 259));
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(1, false)]
    public void RungReached_SecondBestOfThree_GoesOnFromVersionTwo(int version, bool goesOn)
    {
        var run = Begun(
            Random with
            {
                Version = version,
                EarlyTermination = new EarlyTermination.Hyperband(3, int.MaxValue, 0, 3, true)
            }, 3);
        foreach (var (trial, value) in new[] { (0, 0.1), (1, 0.5), (2, 0.2) })
            run.Tell(new SearchEvent.RungReached(trial, 1, 3, value, value));
        run.State.Running.Keys.ShouldBe(goesOn ? [0, 2] : [0]);
    }

    [Fact]
    public void RungReached_NotStrictAndBetterBefore_GoesOnByItsBest()
    {
        foreach (var strict in new[] { true, false })
        {
            var run = Begun(
                Random with { EarlyTermination = new EarlyTermination.Hyperband(2, int.MaxValue, 0, 3, strict) }, 2);
            run.Tell(new SearchEvent.RungReached(0, 1, 2, 0.4, 0.4));
            run.Tell(new SearchEvent.RungReached(1, 1, 2, 0.9, 0.3));
            run.State.Running.ContainsKey(1).ShouldBe(!strict);
        }
    }

    [Fact]
    public void RungReached_WrittenAndRead_KeepsTheBest()
    {
        var run = Begun(Random with { EarlyTermination = new EarlyTermination.Hyperband(1, int.MaxValue, 0, 3) }, 1);
        run.Tell(new SearchEvent.RungReached(0, 1, 1, 0.4, 0.3));
        var step = run.Steps[^1];
        var read = SearchCore.Replay(run.Spec, [.. run.Steps.SkipLast(1), step with
        {
            Actions = [.. step.Actions.Select(action => System.Text.Json.JsonSerializer.Deserialize<SearchAction>(
                System.Text.Json.JsonSerializer.Serialize(action, SearchJson.Options), SearchJson.Options)!)],
        }]);
        read.Running[0].Progress!.Best.ShouldBe(0.3);
        read.Running[0].Progress.ShouldBe(run.State.Running[0].Progress);
    }

    private static SearchRun Begun(SearchSpec spec, int trials)
    {
        var run = SearchRun.Prepared(spec);
        for (var trial = 0; trial < trials; trial++) run.Offer();
        return run;
    }

    private static EarlyTermination Rule(string[] setting, bool strict)
    {
        var keys = setting.Chunk(2)
            .ToDictionary(pair => pair[0], pair => double.Parse(pair[1], CultureInfo.InvariantCulture));
        return new EarlyTermination.Hyperband(
            (int)keys.GetValueOrDefault("min_iter", 1), (int)keys.GetValueOrDefault("max_iter", int.MaxValue),
            (int)keys.GetValueOrDefault("s"), keys["eta"], strict);
    }
}
