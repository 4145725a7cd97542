using System.Globalization;
using System.Text.RegularExpressions;
using Experiments.Search.Explaining;
using Experiments.Search.Spaces;
using Experiments.Search.States.Trials;

namespace Experiments.Search.Tests.Explaining;

/// <summary>How often statements are right, on made-up sweeps of which the truth is known.</summary>
public partial class ExplanationQualityTests(ITestOutputHelper output)
{
    private const int Sweeps = 200;
    private const int Tuned = 1_000;

    // A smaller effect need not be found.
    private const double WorthFinding = 0.1;

    [Fact]
    public void Of_SweepsWithoutEffects_IsSilent()
    {
        var loud = Enumerable.Range(0, Sweeps).Select(MadeUpSweep.OfNoise)
            .Select(sweep => (sweep.Spec, Explanation.Of(sweep.Spec, sweep.Run())))
            .Where(explained => explained.Item2.Next is not null || explained.Item2.Statements.Any(
                // Early termination stops good and bad trials of a sweep without effects, too.
                statement => statement.IsFinding && statement.Kind != StatementKind.StoppedGood))
            .ToList();
        foreach (var (spec, explanation) in loud)
            output.WriteLine($"{spec.Method} {spec.RunCap} {spec.EarlyTermination}: "
                + string.Join("; ", explanation.Statements.Where(s => s.IsFinding).Select(s => s.Text)));
        output.WriteLine($"silent on {Sweeps - loud.Count} of {Sweeps} sweeps without any effect");
        loud.Count.ShouldBeLessThanOrEqualTo(Sweeps / 20);
    }

    [Fact]
    public void Of_SomeSweepsWithKnownEffects_IsRightAndFindsThem() => Judge(Tuned, 40);

    /// <summary>
    /// Prints the figures of the documentation: on the sweeps by which constants were chosen, and on others.
    /// </summary>
    [Theory(Explicit = true), InlineData(Tuned), InlineData(50_000)]
    public void Of_SweepsWithKnownEffects_IsRightAndFindsThem(int firstSeed) => Judge(firstSeed, Sweeps);

    private void Judge(int firstSeed, int sweeps)
    {
        Tally matters = new("matters"), region = new("good region"), edge = new("edge"), both = new("interaction"),
            safe = new("stopped none");
        var gains = new List<(double Expected, double Found)>();
        var widths = new List<double>();
        foreach (var sweep in Enumerable.Range(firstSeed, sweeps).Select(MadeUpSweep.WithEffects))
        {
            var trials = sweep.Run();
            var said = Explanation.Of(sweep.Spec, trials).Statements;
            foreach (var statement in said)
            {
                var effect = sweep.Effects.FirstOrDefault(
                    known => statement.Parameters is [var name] && known.Parameter.Name == name);
                switch (statement.Kind)
                {
                    case StatementKind.Matters: matters.Say(Matters(sweep, effect!)); break;
                    case StatementKind.GoodRegion: region.Say(IsIn(effect!, statement)); break;
                    case StatementKind.Edge: edge.Say(IsAtEdge(effect!, statement)); break;
                    case StatementKind.Interaction:
                        both.Say(sweep.Both is { } pair && statement.Parameters.Order().SequenceEqual(
                            new[] { pair.A, pair.B }.Order()));
                        break;
                }
                if (statement.Kind == StatementKind.GoodRegion && effect is { Offsets.Length: 0 })
                    widths.Add(effect.PlaceOf(statement.Good[^1]) - effect.PlaceOf(statement.Good[0]));
            }

            foreach (var effect in sweep.Effects.Where(effect => sweep.ShareOf(effect) >= WorthFinding))
            {
                var own = said.Where(s => s.Parameters is [var name] && name == effect.Parameter.Name).ToList();
                matters.Expect(own.Exists(s => s.Kind == StatementKind.Matters));
                region.Expect(own.Exists(s => s.Kind == StatementKind.GoodRegion && IsIn(effect, s)));
                if (effect.IsAtEdge) edge.Expect(own.Exists(s => s.Kind == StatementKind.Edge && IsAtEdge(effect, s)));
            }
            if (sweep.ShareOfBoth >= WorthFinding)
                both.Expect(said.Any(s => s.Kind == StatementKind.Interaction));
            if (Gain(sweep, trials, said) is { } gain) gains.Add(gain);
            Stops(sweep, trials, said, safe);
        }

        foreach (var tally in new[] { matters, region, edge, both, safe })
            output.WriteLine($"{tally}");
        output.WriteLine($"mean width of a good region: {widths.Average():0.00} of the range");
        output.WriteLine($"as many trials again were expected to gain {gains.Average(gain => gain.Expected):0.00} and "
            + $"gained {gains.Average(gain => gain.Found):0.00}, in parts of the spread ({gains.Count} sweeps)");
        matters.Precision.ShouldBeGreaterThan(0.95);
        matters.Recall.ShouldBeGreaterThan(0.75);
        region.Precision.ShouldBeGreaterThan(0.9);
        region.Recall.ShouldBeGreaterThan(0.7);
        edge.Precision.ShouldBeGreaterThan(0.8);
        // Forty sweeps have only some fifteen such statements.
        safe.Precision.ShouldBeGreaterThan(0.7);
    }

    private static bool Matters(MadeUpSweep sweep, KnownEffect effect) =>
        effect.Matters || (sweep.Both is { } both && (both.A == effect.Parameter.Name
            || both.B == effect.Parameter.Name));

    private static bool IsIn(KnownEffect effect, Statement statement)
    {
        if (!effect.Matters) return false;
        if (effect.Offsets.Length > 0) return statement.Good.Any(value => effect.Of(value) == 0);
        // A choice, or a whole number, has the place of the middle of its part of the range.
        var half = effect.Parameter.Distribution switch
        {
            Distribution.Categorical d => 0.5 / d.Values.Length,
            Distribution.IntUniform d => 0.5 / (d.Max - d.Min + 1),
            _ => 1e-9,
        };
        var optimum = Math.Clamp(effect.Optimum, 0, 1);
        return optimum >= effect.PlaceOf(statement.Good[0]) - half
            && optimum <= effect.PlaceOf(statement.Good[^1]) + half;
    }

    private static bool IsAtEdge(KnownEffect effect, Statement statement) =>
        effect.IsAtEdge && statement.Text.Contains(effect.Optimum > 1 ? "upper" : "lower", StringComparison.Ordinal);

    private static (double Expected, double Found)? Gain(
        MadeUpSweep sweep, IReadOnlyList<RecordedTrial> trials, IEnumerable<Statement> said)
    {
        if (said.FirstOrDefault(statement => statement.Kind == StatementKind.MoreTrials) is not { } stated) return null;
        var expected = double.Parse(
            Percents().Match(stated.Text).Groups[1].ValueSpan, CultureInfo.InvariantCulture) / 100;
        var sign = sweep.Spec.Goal == Goal.Minimize ? 1 : -1;
        var first = trials.Where(trial => trial.HasCompleted).Select(trial => sign * trial.Objective!.Value).Order()
            .ToList();
        var then = sweep.Run(times: 2).Where(trial => trial.HasCompleted).Min(trial => sign * trial.Objective!.Value);
        return (expected, Math.Max(0, first[0] - then) / (first[first.Count / 2] - first[0]));
    }

    [GeneratedRegex(@"which is ([0-9]+) % of")]
    private static partial Regex Percents();

    private static void Stops(
        MadeUpSweep sweep, IReadOnlyList<RecordedTrial> trials, IEnumerable<Statement> said, Tally safe)
    {
        if (said.FirstOrDefault(statement => statement.Kind == StatementKind.StoppedGood) is not { } stated) return;
        var sign = sweep.Spec.Goal == Goal.Minimize ? 1 : -1;
        var best = trials.Where(trial => trial.HasCompleted).Min(trial => sign * trial.Objective!.Value);
        var stopped = trials.Any(trial => trial.WasStopped
            && sign * sweep.At(trial.Assignment, MadeUpSweep.Epochs, trial.Number) < best);
        var isSafe = stated.Text.Contains("hardly", StringComparison.Ordinal);
        if (isSafe) safe.Say(!stopped);
        if (!stopped) safe.Expect(isSafe);
    }
}
