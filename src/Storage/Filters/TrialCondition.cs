using System.Collections.Immutable;

namespace Experiments.Storage.Filters;

/// <summary>
/// A condition on trials, whose names are known and whose values fit them. It contains no negation: that of a
/// comparison is the opposite comparison, so a trial without the value fulfils neither.
/// </summary>
public abstract record TrialCondition
{
    private TrialCondition() { }

    /// <summary>All of the conditions, at least one.</summary>
    public sealed record All(ImmutableArray<TrialCondition> Conditions) : TrialCondition;

    /// <summary>At least one of the conditions, of which there is at least one.</summary>
    public sealed record Any(ImmutableArray<TrialCondition> Conditions) : TrialCondition;

    /// <summary>
    /// A comparison of a value that the trial has. A number and a text are never equal, and numbers are compared
    /// exactly.
    /// </summary>
    /// <param name="Field">What is compared.</param>
    /// <param name="Comparison">
    /// The comparison. Only numbers and times have an order; a parameter that is not a number fulfils none but
    /// <see cref="Comparison.NotEqual"/>.
    /// </param>
    /// <param name="Value">
    /// Text, a number or a flag: a number for numbers, the name of a status, or a time that
    /// <see cref="FilterTime.TryParse"/> reads.
    /// </param>
    public sealed record Test(TrialField Field, Comparison Comparison, ParameterValue Value) : TrialCondition;

    /// <summary>The trial has the value.</summary>
    public sealed record Present(TrialField Field) : TrialCondition;

    /// <summary>The trial does not have the value.</summary>
    public sealed record Missing(TrialField Field) : TrialCondition;

    /// <summary>
    /// Returns whether the condition needs the newest point of a metric, which may be the objective.
    /// </summary>
    internal bool ReadsPoints() => Fields().Any(
        field => field is TrialField.Metric or TrialField.Objective or TrialField.Column { Name: "step" });

    /// <summary>Returns the names of the metrics that the condition needs, except the objective.</summary>
    public IEnumerable<string> Metrics() => Fields().OfType<TrialField.Metric>().Select(metric => metric.Name);

    private IEnumerable<TrialField> Fields() => this switch
    {
        All all => all.Conditions.SelectMany(condition => condition.Fields()),
        Any any => any.Conditions.SelectMany(condition => condition.Fields()),
        Test test => [test.Field],
        Present present => [present.Field],
        Missing missing => [missing.Field],
        _ => throw new InvalidOperationException($"A condition is of the unknown kind {GetType().Name}."),
    };
}
