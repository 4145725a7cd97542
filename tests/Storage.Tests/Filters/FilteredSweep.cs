using System.Collections.Immutable;
using System.Globalization;
using Experiments.Contracts.Metrics;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Sweeps;
using Experiments.Search.Events;
using Experiments.Search.Spaces;
using Experiments.Storage.Packing;
using Experiments.Storage.Queries;
using Experiments.Storage.Tests.Backends;
using Experiments.Testing.Builders;

namespace Experiments.Storage.Tests.Filters;

/// <summary>
/// A sweep with trials of all statuses and with parameters of all types, some with names that are dangerous in SQL or
/// in a path of JSON.
/// </summary>
internal sealed record FilteredSweep(DatabaseHarness Storage, SweepDetail Detail)
{
    public const int Trials = 48;

    public static ImmutableArray<string> OddNames { get; } =
    [
        "batch size", "it's", "say \"so\"", "a\\b", "$.x", "a[0]", "a.b", "größe", "😀", "x'; drop table trials; --",
        "\\\"", "*", "#-1", "tab\there", "<b>&", "%s{0}@p0", "null",
    ];

    public static ImmutableArray<string> Texts { get; } =
        ["adam", "sgd", "Adam", "it's", "say \"so\"", "a\\b", "größe", "😀", "true", "3", "", "null",
            "'; drop table trials; --", "line\nbreak", "%", "é", "e\u0301"];

    private static readonly ParameterValue[] Mixed =
    [
        Whole(3), Real(3), Text("3"), Flag(true), Text("true"), new ParameterValue.Null(), Real(0.1), Real(-2.5),
        Whole(0), Flag(false), Text("[1,2]"), new ParameterValue.List([Whole(1), Whole(2)]), Real(1e300), Real(5e-324),
        Whole(long.MaxValue), Whole(1), Text("adam"),
    ];

    /// <summary>Writes the sweep.</summary>
    public static async Task<FilteredSweep> CreateAsync(DatabaseHarness storage, CancellationToken cancel)
    {
        await storage.Clusters.BeatAsync(SiloBeats.Of("cluster-1", "node-1"), cancel);
        await storage.Clusters.BeatAsync(SiloBeats.Of("cluster-1", "node-2"), cancel);
        var sweep = await storage.Sweeps.CreateAsync(new NewSweep("odd", Spec(), "cluster-1"), cancel);
        var other = await storage.Sweeps.CreateAsync(new NewSweep("other", Spec(), "cluster-1"), cancel);
        await BeginAsync(storage, other, new Random(2), cancel);
        await BeginAsync(storage, sweep, new Random(1), cancel);
        await EndAsync(storage, sweep, 1_000, trial => trial % 3 == 0, cancel);
        await new CurvePacker(storage.Database).PackAsync(20, TimeSpan.Zero, cancel);
        await EndAsync(storage, sweep, 2_000, trial => trial % 3 == 1, cancel);
        await storage.SilenceAsync("node-2");
        // Alive for as long as the test takes.
        await storage.ExecuteAsync(
            "update silos set beat_at = '2999-01-01 00:00:00.000000+00:00' where silo = 'node-1'");
        await storage.ExecuteAsync("update trials set trained_seconds = number * 10 where status <> 'running'");
        await storage.ExecuteAsync("update trials set pinned = number = 7");
        for (var trial = 0; trial < Trials; trial++)
            await storage.ExecuteAsync(
                $"update trials set started_at = {storage.Database.Dialect.Ago(trial * 86_400)} "
                + $"where number = {trial}");
        return new(storage, (await storage.Queries.FindAsync("odd", cancel))!);
    }

    /// <summary>Writes the sweep without trials.</summary>
    public static async Task<SweepDetail> CreateEmptyAsync(DatabaseHarness storage, CancellationToken cancel)
    {
        await storage.Sweeps.CreateAsync(new NewSweep("odd", Spec(), "cluster-1"), cancel);
        return (await storage.Queries.FindAsync("odd", cancel))!;
    }

    /// <summary>Reads what the filters see, without a filter.</summary>
    public async Task<IReadOnlyList<FilteredTrial>> ReadAsync(CancellationToken cancel)
    {
        var key = Detail.Summary.Key;
        var points = (await Storage.Queries.ListCurvesAsync(key, cancel: cancel)).ToLookup(point => point.Trial);
        return
        [
            .. (await Storage.Queries.ListTrialsAsync(key, cancel: cancel)).Select(trial => new FilteredTrial(
                trial,
                points[trial.Number].GroupBy(point => point.Metric).ToDictionary(
                    metric => metric.Key, metric => metric.MaxBy(point => point.Step)!.Value))),
        ];
    }

    private static SweepSpec Spec()
    {
        var grid = SweepSpecs.Grid("odd", metric: "val_loss", goal: Workloads.Goal.Minimize);
        string[] names = ["optimizer", "learning_rate", "layers", "nesterov", "mixed", "loss", .. OddNames];
        return grid with
        {
            Search = grid.Search with
            {
                Space = new([.. names.Select(name => new Parameter(name, new Distribution.Uniform(0, 1), []))]),
            },
        };
    }

    private static async Task BeginAsync(
        DatabaseHarness storage, StoredSweep sweep, Random random, CancellationToken cancel)
    {
        var steps = Enumerable.Range(0, Trials).Select(trial => new SearchStep(
            trial + 2, new SearchEvent.SlotOffered("node"),
            [
                new SearchAction.BeginAttempt(
                    trial, 1 + (trial % 3 / 2), trial % 3 / 2, $"node-{1 + (trial % 2)}", Assign(trial, random)),
            ]));
        await storage.Sweeps.CommitAsync(new SweepCommit(sweep.Key, [SweepSteps.Prepared(1), .. steps]), cancel);
        for (var trial = 0; trial < Trials; trial++)
        {
            if (trial % 7 == 5) continue;
            var values = new[] { random.NextDouble(), 0.25, double.NaN, double.PositiveInfinity, -1, 1e300 };
            MetricPoint[] points =
            [
                new("val_loss", 1, 0.5), new("val_loss", 2 + (trial % 5), values[trial % 6]),
                new("loss", 1, 9), new("loss", 2, random.Next(5) / 4.0), new("loss", 7, values[(trial + 1) % 6]),
                .. trial % 4 == 0 ? [new MetricPoint("odd 'name'", 1, trial)] : (MetricPoint[])[],
            ];
            await storage.WriteAsync(new TrialId(sweep.Key, trial), 1 + (trial % 3 / 2), points);
        }
    }

    private static Task EndAsync(
        DatabaseHarness storage, StoredSweep sweep, int seq, Func<int, bool> which, CancellationToken cancel) =>
        storage.Sweeps.CommitAsync(
            new SweepCommit(
                sweep.Key,
                [
                    .. Enumerable.Range(0, Trials).Where(which).Select(trial => (trial / 3 % 6) switch
                    {
                        0 or 1 => SweepSteps.Complete(seq + trial, trial, trial / 100.0),
                        2 => SweepSteps.Complete(seq + trial, trial, double.NaN),
                        3 => SweepSteps.Prune(seq + trial, trial, 0.25),
                        4 => SweepSteps.Fail(seq + trial, trial, trial % 2 == 0 ? "it's broken" : "exit code 1"),
                        _ => SweepSteps.Rest(seq + trial, trial),
                    }),
                ]),
            cancel);

    private static Assignment Assign(int trial, Random random)
    {
        List<(string Name, ParameterValue Value)> values =
        [
            ("optimizer", Text(Texts[random.Next(Texts.Length)])),
            ("learning_rate", Real(Math.Pow(10, -5 * random.NextDouble()))),
            ("layers", Whole(random.Next(5))),
            ("mixed", Mixed[trial % Mixed.Length]),
        ];
        if (trial % 2 == 0) values.Add(("nesterov", Flag(random.Next(2) == 0)));
        if (trial % 5 != 0) values.Add(("loss", Real(random.Next(5) / 4.0)));
        foreach (var (index, name) in OddNames.Index())
            if (random.Next(3) > 0) values.Add((name, Whole(index + (trial % 2))));
        return new([.. values.Select(value => KeyValuePair.Create(value.Name, value.Value))]);
    }

    private static ParameterValue Text(string value) => new ParameterValue.Text(value);

    private static ParameterValue Whole(long value) => new ParameterValue.Integer(value);

    private static ParameterValue Real(double value) => new ParameterValue.Number(value);

    private static ParameterValue Flag(bool value) => new ParameterValue.Flag(value);

    /// <summary>Returns how a value is written in a filter, or null if it cannot be.</summary>
    public static string? Write(ParameterValue value) => value switch
    {
        ParameterValue.Text text => $"'{text.Value.Replace("'", "''")}'",
        ParameterValue.Number { Value: var real } => real.ToString("R", CultureInfo.InvariantCulture),
        ParameterValue.Integer or ParameterValue.Flag => value.ToString(),
        _ => null,
    };
}
