using System.Linq.Expressions;
using System.Text.Json;
using Experiments.Search.Events;
using Experiments.Storage.Filters;
using Experiments.Storage.Model;

namespace Experiments.Storage.Queries;

/// <summary>
/// The parameters in SQLite. Its functions return flags as numbers and lists as text, so that the types are
/// compared too. A number to compare with is read from JSON, too, because SQLite may read digits as another number than
/// .NET.
/// </summary>
internal sealed class SqliteParameters(ExperimentsDb db) : IStoredParameters
{
    private const string Root = "$";

    public Expression<Func<TrialRow, bool>> Test(string parameter, Comparison comparison, ParameterValue value) =>
        comparison switch
        {
            Comparison.Equal => IsEqual(parameter, value),
            Comparison.NotEqual => Present(parameter).And(IsEqual(parameter, value).Not()),
            _ => IsNumber(parameter).And(Stored(parameter).Then(Order(comparison, IStoredParameters.Write(value)))),
        };

    public Expression<Func<TrialRow, bool>> Present(string parameter) =>
        TypeOf(parameter).Then(type => type != null && type != "null");

    // With two paths, the result is an array with both values as they are stored.
    public Expression<Func<TrialRow, string>> Text(string parameter)
    {
        var path = db.ParameterPath(parameter);
        return row => SqliteDb.JsonExtract(row.Trial.Assignment, path, path);
    }

    public ParameterValue ReadText(string text) =>
        JsonSerializer.Deserialize<ParameterValue[]>(text, SearchJson.Options)![0];

    private Expression<Func<TrialRow, bool>> IsEqual(string parameter, ParameterValue value)
    {
        switch (value)
        {
            case ParameterValue.Text { Value: var text }:
                return TypeOf(parameter).Then(type => type == "text")
                    .And(Stored(parameter).Then(found => found == text));
            case ParameterValue.Flag flag:
                var name = flag.ToString();
                return TypeOf(parameter).Then(type => type == name);
            default:
                var (json, root) = (IStoredParameters.Write(value), Root);
                return IsNumber(parameter)
                    .And(Stored(parameter).Then(found => found == ExperimentsDb.ParameterValue(json, root)));
        }
    }

    private static Expression<Func<string?, bool>> Order(Comparison comparison, string json)
    {
        var root = Root;
        return comparison switch
        {
            Comparison.Less => found => string.Compare(found, ExperimentsDb.ParameterValue(json, root)) < 0,
            Comparison.AtMost => found => string.Compare(found, ExperimentsDb.ParameterValue(json, root)) <= 0,
            Comparison.More => found => string.Compare(found, ExperimentsDb.ParameterValue(json, root)) > 0,
            _ => found => string.Compare(found, ExperimentsDb.ParameterValue(json, root)) >= 0,
        };
    }

    private Expression<Func<TrialRow, bool>> IsNumber(string parameter) =>
        TypeOf(parameter).Then(type => type == "integer" || type == "real");

    private Expression<Func<TrialRow, string?>> TypeOf(string parameter)
    {
        var path = db.ParameterPath(parameter);
        return row => SqliteDb.JsonType(row.Trial.Assignment, path);
    }

    private Expression<Func<TrialRow, string?>> Stored(string parameter) => IStoredParameters.Value(db, parameter);
}
