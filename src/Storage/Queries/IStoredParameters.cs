using System.Linq.Expressions;
using System.Text.Json;
using Experiments.Search.Events;
using Experiments.Storage.Filters;
using Experiments.Storage.Model;

namespace Experiments.Storage.Queries;

/// <summary>Expressions of the parameters of a trial, which the databases keep as JSON.</summary>
internal interface IStoredParameters
{
    /// <summary>Returns the expressions for a database.</summary>
    static IStoredParameters Of(ExperimentsDb db) =>
        db is PostgresDb ? new PostgresParameters(db) : new SqliteParameters(db);

    /// <summary>Returns the value in the form in which the database sorts and compares it.</summary>
    static Expression<Func<TrialRow, string?>> Value(ExperimentsDb db, string parameter)
    {
        var path = db.ParameterPath(parameter);
        return db is PostgresDb
            ? row => ExperimentsDb.ParameterValue(row.Trial.ParameterValues, path)
            : row => ExperimentsDb.ParameterValue(row.Trial.Assignment, path);
    }

    /// <summary>Returns a value to compare with, as JSON.</summary>
    static string Write(ParameterValue value) => JsonSerializer.Serialize(value, SearchJson.Options);

    /// <summary>
    /// Returns the condition that the trial has the parameter, and that it compares with a value as
    /// <see cref="TrialCondition.Test"/> says.
    /// </summary>
    Expression<Func<TrialRow, bool>> Test(string parameter, Comparison comparison, ParameterValue value);

    /// <summary>Returns the condition that the trial has the parameter, and that it is not null.</summary>
    Expression<Func<TrialRow, bool>> Present(string parameter);

    /// <summary>
    /// Returns a text that <see cref="ReadText"/> reads. Equal texts mean equal values.
    /// </summary>
    Expression<Func<TrialRow, string>> Text(string parameter);

    /// <summary>Reads the value of a <see cref="Text"/>; null if the trial does not have the parameter.</summary>
    ParameterValue ReadText(string text);
}
