using System.Linq.Expressions;
using Experiments.Storage.Filters;

namespace Experiments.Storage.Queries;

/// <summary>Expressions of the parameters of a trial, which the databases keep as JSON.</summary>
internal interface IStoredParameters
{
    /// <summary>
    /// Returns the condition that the trial has the parameter, and that it compares with a value as
    /// <see cref="TrialCondition.Test"/> says.
    /// </summary>
    Expression<Func<TrialRow, bool>> Test(string parameter, Comparison comparison, ParameterValue value);

    /// <summary>Returns the condition that the trial has the parameter, and that it is not null.</summary>
    Expression<Func<TrialRow, bool>> Present(string parameter);

    /// <summary>
    /// Returns the text of a JSON array whose first item is the value, or null if the trial does not have the
    /// parameter. Equal texts mean equal values.
    /// </summary>
    Expression<Func<TrialRow, string>> Text(string parameter);
}
