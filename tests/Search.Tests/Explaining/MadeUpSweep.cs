using Experiments.Search.Simulation;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;
using Experiments.Search.States;
using Experiments.Search.States.Trials;

namespace Experiments.Search.Tests.Explaining;

/// <summary>A sweep with known effects of its parameters, run in the simulator.</summary>
internal sealed class MadeUpSweep : ILearningCurve
{
    public const int Epochs = 27;

    private readonly int _seed;
    private readonly double _noise;
    private readonly double _bothWeight;
    private readonly bool _crosses;

    private MadeUpSweep(int seed, bool isNoise)
    {
        _seed = seed;
        var chance = new Random(seed);
        var count = chance.Next(3, 9);
        var mattering = isNoise ? 0 : chance.Next(1, 4);
        Effects = [.. Enumerable.Range(0, count).Select(at => Effect(chance, at, at < mattering))];
        _noise = isNoise ? 1 : 0.2 + 0.8 * chance.NextDouble();
        if (!isNoise && Numbers.Count >= 2 && chance.NextDouble() < 0.4) _bothWeight = 0.7 + chance.NextDouble();
        _crosses = chance.NextDouble() < 0.5;
        SearchMethod[] methods = [SearchMethod.Random, SearchMethod.Random, SearchMethod.Sobol, SearchMethod.Tpe];
        Spec = new SearchSpec
        {
            Space = Make.Space([.. Effects.OrderBy(_ => chance.Next()).Select(effect => effect.Parameter)]),
            Method = methods[chance.Next(methods.Length)],
            Seed = seed,
            Goal = chance.Next(2) == 0 ? Goal.Minimize : Goal.Maximize,
            RunCap = chance.Next(30, 201),
            Version = AlgorithmVersions.Newest,
            EarlyTermination = chance.Next(6) switch
            {
                0 => new EarlyTermination.Median(3, 5),
                1 => new EarlyTermination.Asha("epoch", 3, 3, Epochs, 1),
                2 => new EarlyTermination.Asha("epoch", 3, 3, Epochs, 1, Stopping: true) { NeverStopped = 0.1 },
                _ => null,
            },
        };
    }

    public SearchSpec Spec { get; }

    public IReadOnlyList<KnownEffect> Effects { get; }

    /// <summary>The two parameters of which the effect of one depends on the other, if any do.</summary>
    public (string A, string B)? Both =>
        _bothWeight > 0 ? (Numbers[0].Parameter.Name, Numbers[1].Parameter.Name) : null;

    private List<KnownEffect> Numbers =>
        [.. Effects.Where(effect => effect is { Matters: true, Offsets.Length: 0 })];

    public static MadeUpSweep WithEffects(int seed) => new(seed, isNoise: false);

    public static MadeUpSweep OfNoise(int seed) => new(seed, isNoise: true);

    /// <summary>Returns the share of the differences between trials that a parameter makes by itself.</summary>
    public double ShareOf(KnownEffect effect) => effect.Weight * effect.Weight
        / (Effects.Sum(each => each.Weight * each.Weight) + _bothWeight * _bothWeight + _noise * _noise);

    public double ShareOfBoth => _bothWeight * _bothWeight
        / (Effects.Sum(each => each.Weight * each.Weight) + _bothWeight * _bothWeight + _noise * _noise);

    /// <summary>Runs it and returns its trials by number.</summary>
    public IReadOnlyList<RecordedTrial> Run(int times = 1)
    {
        var simulator = new Simulator(Spec with { RunCap = Spec.RunCap * times }, this, 4);
        return
        [
            .. simulator.Run().GroupBy(segment => segment.Trial).Select(segments => segments.Last())
                .OrderBy(last => last.Trial).Select(last => new RecordedTrial(
                    last.Trial, last.Assignment, last.IsLast ? TrialStatus.Completed : TrialStatus.Pruned)
                {
                    Objective = last.Objective,
                    Trained = last.To,
                    Budget = Epochs,
                    Curve =
                    [
                        .. Enumerable.Range(1, last.To).Select(step => (step, At(last.Assignment, step, last.Trial))),
                    ],
                }),
        ];
    }

    public int Steps(Assignment assignment) => Epochs;

    public double SecondsPerStep(Assignment assignment) => 1;

    public double At(Assignment assignment, int step) => throw new NotSupportedException();

    public double At(Assignment assignment, int step, int trial)
    {
        var chance = new Random(_seed * 1_000_003 + trial);
        var value = _noise * Normal(chance);
        foreach (var (name, given) in assignment)
            value += Effects.Single(effect => effect.Parameter.Name == name).Of(given);
        if (Both is { } both)
        {
            assignment.TryGet(both.A, out var a);
            assignment.TryGet(both.B, out var b);
            // Uniform places have a variance of 1/12 each.
            value += _bothWeight * 12 * (Numbers[0].PlaceOf(a!) - 0.5) * (Numbers[1].PlaceOf(b!) - 0.5);
        }
        // What is still to learn differs from trial to trial: a little, or so much that curves cross.
        var gap = 3 + (_crosses ? 3 : 0.3) * Normal(chance);
        value += gap * Math.Pow(1 - (double)step / Epochs, 2);
        return Spec.Goal == Goal.Minimize ? value : -value;
    }

    private static double Normal(Random chance) =>
        Math.Sqrt(-2 * Math.Log(1 - chance.NextDouble())) * Math.Cos(2 * Math.PI * chance.NextDouble());

    private static KnownEffect Effect(Random chance, int at, bool matters)
    {
        Distribution distribution = chance.Next(5) switch
        {
            0 => new Distribution.LogUniform(1e-5, 1e-1),
            1 => new Distribution.Uniform(0.1, 0.9),
            2 => new Distribution.IntUniform(2, 20),
            3 => Make.Choice(16, 32, 64, 128, 256),
            _ => Make.Choice(["a", "b", "c", "d"]),
        };
        var isText = distribution is Distribution.Categorical { Values.Length: 4 };
        var optimum = chance.Next(3) == 0 ? (chance.Next(2) == 0 ? -0.3 : 1.3) : 0.15 + 0.7 * chance.NextDouble();
        double[] offsets = [];
        if (isText)
        {
            offsets = [.. Enumerable.Range(0, 4).Select(_ => 0.5 + chance.NextDouble())];
            offsets[chance.Next(4)] = 0;
            optimum = 0.5;
        }
        return new(
            new Parameter($"p{at}", distribution, []), matters ? 0.5 + 1.5 * chance.NextDouble() : 0, optimum,
            chance.Next(1, 3), offsets);
    }
}
