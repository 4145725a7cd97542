using System.Linq.Expressions;
using Experiments.Search.States;
using Experiments.Storage.Filters;
using Experiments.Storage.Model;

namespace Experiments.Storage.Queries;

/// <summary>
/// Translates conditions into functions that EF Core translates into SQL. Each value becomes a parameter of the query,
/// never a part of its text.
/// </summary>
/// <param name="db">The database.</param>
/// <param name="sweepKey">The sweep of the trials.</param>
/// <param name="metrics">The keys of the names of metrics.</param>
/// <param name="arePacked">Whether the curves of the trials are packed.</param>
internal sealed class ConditionTranslator(ExperimentsDb db, int sweepKey, MetricKeys metrics, bool arePacked)
{
    private readonly NewestPoints _newest = new(db, sweepKey, arePacked);
    private readonly IStoredParameters _parameters = IStoredParameters.Of(db);

    public Expression<Func<TrialRow, bool>> Translate(TrialCondition condition) => condition switch
    {
        TrialCondition.All all => all.Conditions.Select(Translate).Aggregate(Lambdas.And),
        TrialCondition.Any any => any.Conditions.Select(Translate).Aggregate(Lambdas.Or),
        TrialCondition.Test test => Test(test),
        TrialCondition.Present present => Present(present.Field),
        TrialCondition.Missing missing => Present(missing.Field).Not(),
        _ => throw new ArgumentOutOfRangeException(nameof(condition)),
    };

    /// <summary>
    /// Returns the condition that a trial has a status. Running and waiting depend on which nodes are alive. The stored
    /// status is indexed and narrows the search.
    /// </summary>
    public static Expression<Func<TrialRow, bool>> HasStatus(TrialStatus status) => status switch
    {
        TrialStatus.Running => row =>
            row.Trial.Status == TrialStatus.Running && row.Status == TrialStatus.Running,
        TrialStatus.Waiting => row =>
            (row.Trial.Status == TrialStatus.Running || row.Trial.Status == TrialStatus.Waiting)
            && row.Status == TrialStatus.Waiting,
        _ => row => row.Trial.Status == status,
    };

    private Expression<Func<TrialRow, bool>> Test(TrialCondition.Test test) => test.Field switch
    {
        TrialField.Parameter parameter => _parameters.Test(parameter.Name, test.Comparison, test.Value),
        TrialField.Objective => Objective(Number(test)),
        TrialField.Metric metric => _newest.Value(metrics[metric.Name], Number(test)),
        TrialField.Column { Name: "step" } => _newest.Step(metrics.Objective, Number(test)),
        TrialField.Column { Type: TrialColumnType.Number } column => NumberOf(column.Name).Then(Number(test)),
        TrialField.Column { Type: TrialColumnType.Text } column => TextOf(column.Name).Then(Text(test)),
        TrialField.Column { Type: TrialColumnType.Time } column => TimeOf(column.Name).Then(Time(test)),
        TrialField.Column { Type: TrialColumnType.Flag } column => Flag(column.Name, test),
        TrialField.Column => Status(test),
        _ => throw new ArgumentOutOfRangeException(nameof(test)),
    };

    private Expression<Func<TrialRow, bool>> Present(TrialField field) => field switch
    {
        TrialField.Parameter parameter => _parameters.Present(parameter.Name),
        TrialField.Objective => Objective(value => value != null),
        TrialField.Metric metric => _newest.Value(metrics[metric.Name], value => value != null),
        TrialField.Column { Name: "step" } => _newest.Step(metrics.Objective, step => step != null),
        TrialField.Column { Name: "finished_at" } => row => row.Trial.FinishedAt != null,
        TrialField.Column { Name: "cause" } => row => row.Trial.Cause != null,
        TrialField.Column { Name: "violation" } => row => row.Trial.Violation != null,
        // Each trial has all other columns.
        TrialField.Column => row => true,
        _ => throw new ArgumentOutOfRangeException(nameof(field)),
    };

    // The newest value is only looked up for a trial without a final one.
    private Expression<Func<TrialRow, bool>> Objective(Expression<Func<double?, bool>> test)
    {
        Expression<Func<TrialRow, bool>> isFinal = row => row.Trial.Objective != null;
        Expression<Func<TrialRow, double?>> final = row => row.Trial.Objective;
        return isFinal.And(final.Then(test)).Or(isFinal.Not().And(_newest.Value(metrics.Objective, test)));
    }

    private static Expression<Func<TrialRow, bool>> Status(TrialCondition.Test test)
    {
        var status = EnumText.Read<TrialStatus>(((ParameterValue.Text)test.Value).Value);
        var isEqual = HasStatus(status);
        return test.Comparison == Comparison.Equal ? isEqual : isEqual.Not();
    }

    private static Expression<Func<TrialRow, bool>> Flag(string column, TrialCondition.Test test)
    {
        var isSet = ((ParameterValue.Flag)test.Value).Value == (test.Comparison == Comparison.Equal);
        return column == "on_front"
            ? isSet ? row => row.Trial.OnFront : row => !row.Trial.OnFront
            : isSet ? row => row.Trial.Pinned : row => !row.Trial.Pinned;
    }

    private static Expression<Func<TrialRow, double?>> NumberOf(string column) => column switch
    {
        "trial" => row => row.Trial.Number,
        "attempt" => row => row.Trial.Attempt,
        "restarts" => row => row.Trial.Restarts,
        "violation" => row => row.Trial.Violation,
        "elapsed_seconds" or "time" => row => row.Seconds,
        _ => throw new ArgumentOutOfRangeException(nameof(column)),
    };

    private static Expression<Func<TrialRow, string?>> TextOf(string column) => column switch
    {
        "node" => row => row.Trial.Node,
        "cause" => row => row.Trial.Cause,
        _ => throw new ArgumentOutOfRangeException(nameof(column)),
    };

    private static Expression<Func<TrialRow, DateTimeOffset?>> TimeOf(string column) => column switch
    {
        "started_at" => row => row.Trial.StartedAt,
        "finished_at" => row => row.Trial.FinishedAt,
        _ => throw new ArgumentOutOfRangeException(nameof(column)),
    };

    private static Expression<Func<double?, bool>> Number(TrialCondition.Test test)
    {
        var number = test.Value.ToReal()!.Value;
        return test.Comparison switch
        {
            Comparison.Equal => value => value == number,
            Comparison.NotEqual => value => value != null && value != number,
            Comparison.Less => value => value < number,
            Comparison.AtMost => value => value <= number,
            Comparison.More => value => value > number,
            _ => value => value >= number,
        };
    }

    private static Expression<Func<string?, bool>> Text(TrialCondition.Test test)
    {
        var text = ((ParameterValue.Text)test.Value).Value;
        return test.Comparison == Comparison.Equal
            ? value => value == text
            : value => value != null && value != text;
    }

    private static Expression<Func<DateTimeOffset?, bool>> Time(TrialCondition.Test test)
    {
        _ = FilterTime.TryParse(((ParameterValue.Text)test.Value).Value, out var time);
        return test.Comparison switch
        {
            Comparison.Equal => value => value == time,
            Comparison.NotEqual => value => value != null && value != time,
            Comparison.Less => value => value < time,
            Comparison.AtMost => value => value <= time,
            Comparison.More => value => value > time,
            _ => value => value >= time,
        };
    }
}
