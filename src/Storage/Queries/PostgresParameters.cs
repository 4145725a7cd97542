using System.Linq.Expressions;
using System.Text.Json;
using Experiments.Search.Events;
using Experiments.Storage.Filters;
using Experiments.Storage.Model;

namespace Experiments.Storage.Queries;

/// <summary>
/// The parameters in PostgreSQL. Values are compared as <c>jsonb</c>: numbers exactly, and values of different
/// types in the order null, text, number, flag, list, so that the numbers are those between the least and the greatest.
/// </summary>
internal sealed class PostgresParameters(ExperimentsDb db) : IStoredParameters
{
    private const string Null = "null";

    private static readonly string Least = IStoredParameters.Write(new ParameterValue.Number(double.MinValue));
    private static readonly string Greatest = IStoredParameters.Write(new ParameterValue.Number(double.MaxValue));

    public Expression<Func<TrialRow, bool>> Test(string parameter, Comparison comparison, ParameterValue value)
    {
        var json = IStoredParameters.Write(value);
        var (least, greatest) = (Least, Greatest);
        var stored = Stored(parameter);
        return comparison switch
        {
            Comparison.Equal => stored.Then(found => found == json),
            Comparison.NotEqual => stored.Then(found => found != json).And(Present(parameter)),
            Comparison.Less => stored.Then(
                found => string.Compare(found, json) < 0 && string.Compare(found, least) >= 0),
            Comparison.AtMost => stored.Then(
                found => string.Compare(found, json) <= 0 && string.Compare(found, least) >= 0),
            Comparison.More => stored.Then(
                found => string.Compare(found, json) > 0 && string.Compare(found, greatest) <= 0),
            _ => stored.Then(
                found => string.Compare(found, json) >= 0 && string.Compare(found, greatest) <= 0),
        };
    }

    public Expression<Func<TrialRow, bool>> Present(string parameter)
    {
        var none = Null;
        return Stored(parameter).Then(found => found != null && found != none);
    }

    public Expression<Func<TrialRow, string>> Text(string parameter) =>
        row => PostgresDb.ParameterText(row.Trial.ParameterValues, parameter);

    public ParameterValue ReadText(string text) =>
        JsonSerializer.Deserialize<ParameterValue>(text, SearchJson.Options)!;

    private Expression<Func<TrialRow, string?>> Stored(string parameter) => IStoredParameters.Value(db, parameter);
}
