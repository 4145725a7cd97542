using System.Data.Common;
using Experiments.Contracts.Messages;
using Experiments.Storage.Databases;
using Experiments.Storage.Filters;

namespace Experiments.Storage.Queries;

/// <summary>Finds what names denote in a sweep.</summary>
internal sealed class FieldLookup(DbConnection connection, SqlDialect dialect, SweepDetail sweep)
{
    // Limits the message, since a program may have reported thousands of metrics.
    private const int MostListed = 10;

    private readonly string[] _parameters =
        [.. sweep.Spec.Search.Space.Parameters.Select(parameter => parameter.Name)];

    /// <summary>
    /// Returns the first of these that a name denotes and its prefix allows: the objective, a metric that a trial of
    /// the sweep has reported, a parameter, or a column.
    /// </summary>
    public async Task<FoundField> FindAsync(FieldName name, CancellationToken cancel)
    {
        var field = StorableText.FindFault(name.Text) is null ? await SearchAsync(name, cancel) : null;
        return field is not null ? FoundField.Of(field) : FoundField.Unknown(await ExplainAsync(name, cancel));
    }

    private async Task<TrialField?> SearchAsync(FieldName name, CancellationToken cancel)
    {
        var text = name.Text;
        var isObjective = text == sweep.Summary.Metric;
        var isColumn = TrialField.Columns.Contains(text);
        switch (name.Kind)
        {
            case FieldKind.Metric:
                return isObjective || await IsReportedAsync(text, first: false, cancel)
                    ? new TrialField.Metric(text)
                    : null;
            case FieldKind.Parameter:
                return _parameters.Contains(text) ? new TrialField.Parameter(text) : null;
            case FieldKind.Column when name.IsObjective(sweep.Summary.Metric):
                return new TrialField.Objective();
            case FieldKind.Column:
                return isColumn ? new TrialField.Column(text) : null;
            default:
                if (name.IsObjective(sweep.Summary.Metric)) return new TrialField.Objective();
                var isParameter = _parameters.Contains(text);
                // All trials of a sweep are only searched for a name that denotes nothing else.
                if (await IsReportedAsync(text, first: isParameter || isColumn, cancel))
                    return new TrialField.Metric(text);
                if (isParameter) return new TrialField.Parameter(text);
                return isColumn ? new TrialField.Column(text) : null;
        }
    }

    private Task<bool> IsReportedAsync(string metric, bool first, CancellationToken cancel) =>
        first
            ? SweepSql.HasMetricAtFirstAsync(connection, sweep.Summary.Key, metric, cancel)
            : SweepSql.HasMetricAsync(connection, dialect, sweep.Summary.Key, metric, cancel);

    private async Task<string> ExplainAsync(FieldName name, CancellationToken cancel)
    {
        var metrics = name.Kind is FieldKind.Any or FieldKind.Metric
            ? await SweepSql.MetricsAsync(connection, sweep.Summary.Key, cancel)
            : [];
        (string Kind, IEnumerable<string> Names) known = name.Kind switch
        {
            FieldKind.Metric => ("metric", [sweep.Summary.Metric, .. metrics]),
            FieldKind.Parameter => ("parameter", _parameters),
            FieldKind.Column => ("column", [.. FieldName.ObjectiveWords, .. TrialField.Columns]),
            _ => ("metric, parameter or column",
                [sweep.Summary.Metric, .. metrics, .. _parameters, .. FieldName.ObjectiveWords, .. TrialField.Columns]),
        };
        var names = known.Names.Where(word => word.Length > 0).Distinct().ToArray();
        var hint = Spelling.Hint(name.Text, names) is { Length: > 0 } near ? near : ListOf(names);
        return $"sweep '{sweep.Summary.Name}' has no {known.Kind} {FilterFault.Quote(name.Text)}{hint}";
    }

    private static string ListOf(string[] known)
    {
        if (known.Length == 0) return "";
        var more = known.Length > MostListed ? $" and {known.Length - MostListed:#,0} more" : "";
        return $"; there are {string.Join(", ", known.Take(MostListed))}{more}";
    }
}
