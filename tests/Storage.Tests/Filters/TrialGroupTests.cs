using System.Collections.Immutable;
using Experiments.Search.States;
using Experiments.Storage.Filters;
using Experiments.Storage.Queries;
using Experiments.Storage.Tests.Backends;
using Experiments.Testing.Postgres;

namespace Experiments.Storage.Tests.Filters;

public abstract class TrialGroupTests : IAsyncLifetime
{
    private FilteredSweep? _sweep;

    private FilteredSweep Sweep => _sweep!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private protected abstract Task<DatabaseHarness> OpenAsync();

    public async ValueTask InitializeAsync() => _sweep = await FilteredSweep.CreateAsync(await OpenAsync(), Cancel);

    public async ValueTask DisposeAsync()
    {
        if (_sweep is not null) await _sweep.Storage.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Theory, InlineData(Goal.Minimize), InlineData(Goal.Maximize)]
    public async Task ListGroups_ByEverything_AreWhatTheTrialsAddUpTo(Goal goal)
    {
        var trials = await Sweep.ReadAsync(Cancel);
        TrialField[][] all =
        [
            .. ((string[])
                ["optimizer", "layers", "nesterov", "mixed", "loss", "learning_rate", .. FilteredSweep.OddNames])
                .Select(name => new TrialField[] { new TrialField.Parameter(name) }),
            .. TrialGrouping.Columns.Select(name => new TrialField[] { new TrialField.Column(name) }),
            [new TrialField.Parameter("nesterov"), new TrialField.Column("status"), new TrialField.Parameter("it's")],
        ];
        foreach (var by in all)
        {
            var groups = await ListAsync(goal, by);

            var expected = trials.GroupBy(trial => string.Join('|', KeysOf(trial.Summary, by)))
                .ToDictionary(same => same.Key, same => Summarize(goal, [.. same.Select(trial => trial.Summary)]));
            groups.Select(group => string.Join('|', group.Keys.Select(Text))).ShouldBe(
                expected.Keys, ignoreOrder: true, customMessage: by[0].ToString());
            foreach (var group in groups)
            {
                var (count, completed, mean, deviation, best, number) =
                    expected[string.Join('|', group.Keys.Select(Text))];
                (group.Trials, group.Count, group.Best, group.BestTrial).ShouldBe((count, completed, best, number));
                (group.Mean ?? -99).ShouldBe(mean ?? -99, 1e-12);
                (group.Deviation ?? -99).ShouldBe(deviation ?? -99, 1e-12);
            }

            double? Order(TrialGroup group) => goal == Goal.Maximize ? -group.Mean : group.Mean;
            groups.Select(Order).ShouldBe(groups.Select(Order).OrderBy(mean => mean is null).ThenBy(mean => mean));
        }
    }

    /// <summary>A sum of squares would lose these deviations.</summary>
    [Fact]
    public async Task ListGroups_LargeValuesWithASmallDeviation_KeepIt()
    {
        await Sweep.Storage.ExecuteAsync(
            "update trials set objective = 1000000000 + number % 2 "
            + "where status = 'completed' and objective is not null");
        var group = (await ListAsync(Goal.Minimize, new TrialField.Column("status"))).Single(group => group.Count > 0);
        group.Mean!.Value.ShouldBe(1_000_000_000.5, 0.51);
        group.Deviation!.Value.ShouldBeInRange(0.4, 0.6);

        await Sweep.Storage.ExecuteAsync(
            "update trials set objective = 0.1 where status = 'completed' and objective is not null");
        (await ListAsync(Goal.Minimize, new TrialField.Column("status"))).Single(group => group.Count > 0)
            .Deviation!.Value.ShouldBe(0, 1e-15);
    }

    [Fact]
    public async Task ListGroups_FilterAndLimit_AreObeyed()
    {
        var syntax = FilterParser.Parse("trial < 20 and metric.loss is not null");
        var fields = await Sweep.Storage.Queries.FindFieldsAsync(Sweep.Detail, syntax.Names(), Cancel);
        var grouping = new TrialGrouping
        {
            By = [new TrialField.Parameter("layers")],
            Goal = Goal.Minimize,
            Trials = new TrialFilter { Where = FilterBinder.Bind(syntax, fields), Limit = 2 },
        };
        var trials = (await Sweep.ReadAsync(Cancel)).Where(trial =>
            trial.Summary.Number < 20 && trial.Newest.TryGetValue("loss", out var loss) && double.IsFinite(loss));
        var expected = trials.GroupBy(trial => KeysOf(trial.Summary, [.. grouping.By]).Single())
            .ToDictionary(same => same.Key, same => same.Count());

        var groups = await Sweep.Storage.Queries.ListGroupsAsync(Sweep.Detail.Summary.Key, grouping, Cancel);

        groups.Count.ShouldBe(2);
        groups.ShouldAllBe(group => expected[Text(group.Keys[0])] == group.Trials);
    }

    private Task<IReadOnlyList<TrialGroup>> ListAsync(Goal goal, params TrialField[] by) =>
        Sweep.Storage.Queries.ListGroupsAsync(
            Sweep.Detail.Summary.Key, new TrialGrouping { By = [.. by], Goal = goal }, Cancel);

    private static (int, int, double?, double?, double?, int?) Summarize(
        Goal goal, IReadOnlyList<TrialSummary> trials)
    {
        var completed = trials.Where(trial => trial is { Status: TrialStatus.Completed, Objective: not null }).ToList();
        if (completed.Count == 0) return (trials.Count, 0, null, null, null, null);
        var mean = completed.Average(trial => trial.Objective!.Value);
        var squares = completed.Sum(trial => Math.Pow(trial.Objective!.Value - mean, 2));
        var best = goal == Goal.Maximize
            ? completed.Max(trial => trial.Objective)
            : completed.Min(trial => trial.Objective);
        return (
            trials.Count, completed.Count, mean, Math.Sqrt(squares / Math.Max(1, completed.Count - 1)), best,
            completed.Where(trial => trial.Objective == best).Min(trial => trial.Number));
    }

    private static ImmutableArray<string> KeysOf(TrialSummary trial, TrialField[] by) =>
    [
        .. by.Select(field => Text(field switch
        {
            TrialField.Parameter { Name: var name } =>
                trial.Assignment.TryGet(name, out var value) && value is not ParameterValue.Null ? value : null,
            TrialField.Column { Name: "status" } =>
                new ParameterValue.Text(trial.Status.ToString().ToLowerInvariant()),
            TrialField.Column { Name: "node" } => new ParameterValue.Text(trial.Node),
            TrialField.Column { Name: "cause" } => trial.Cause is null ? null : new ParameterValue.Text(trial.Cause),
            TrialField.Column { Name: "attempt" } => new ParameterValue.Integer(trial.Attempt),
            _ => new ParameterValue.Integer(trial.Restarts),
        })),
    ];

    private static string Text(ParameterValue? value) => value is null ? "missing" : $"{value.GetType().Name} {value}";
}

public sealed class SqliteTrialGroupTests : TrialGroupTests
{
    private protected override Task<DatabaseHarness> OpenAsync() => DatabaseHarness.OpenSqliteAsync();
}

public sealed class PostgresTrialGroupTests(SharedPostgres postgres) : TrialGroupTests
{
    private protected override Task<DatabaseHarness> OpenAsync() => DatabaseHarness.OpenPostgresAsync(postgres);
}
