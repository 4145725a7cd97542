using System.Collections.Immutable;
using Experiments.Search.Sampling;
using Experiments.Search.Spaces;

namespace Experiments.Search.Explaining;

/// <summary>
/// A parameter as an explanation sees it: a number, or one of several numbers, by its place in [0, 1]; any other choice
/// by its category.
/// </summary>
internal sealed class ParameterAxis
{
    private const int MostDegree = 4;

    private readonly ImmutableArray<ParameterValue> _choices;

    private ParameterAxis(Parameter parameter, ImmutableArray<ParameterValue> choices, bool isOrdered)
    {
        Parameter = parameter;
        _choices = choices;
        IsOrdered = isOrdered;
    }

    /// <summary>The parameter.</summary>
    public Parameter Parameter { get; }

    /// <summary>Whether its values have an order.</summary>
    public bool IsOrdered { get; }

    /// <summary>Whether it is one of several given values.</summary>
    public bool IsChoice => !_choices.IsEmpty;

    /// <summary>Whether a higher place is a smaller value: 1 / x decreases as x increases.</summary>
    public bool IsDescending => Parameter.Distribution is Distribution.InvLogUniform;

    /// <summary>Its values if it is a choice; numbers ascending.</summary>
    public ImmutableArray<ParameterValue> Choices => _choices;

    /// <summary>Returns the parameters of a space that vary and are no seeds.</summary>
    public static IEnumerable<ParameterAxis> Of(SearchSpace space)
    {
        foreach (var parameter in space.Parameters)
        {
            if (SeedParameters.Is(parameter.Name) || parameter.Distribution is Distribution.Constant) continue;
            if (parameter.Distribution is not Distribution.Categorical categorical)
            {
                yield return new(parameter, [], isOrdered: true);
                continue;
            }
            var values = categorical.Values.Distinct().ToImmutableArray();
            var numbers = values.Length > 2 && values.All(value => value.ToReal() is not null);
            yield return new(
                parameter, numbers ? [.. values.OrderBy(value => value.ToReal())] : values, numbers);
        }
    }

    /// <summary>Returns the place of a trial's value in [0, 1], or null if the trial does not have it.</summary>
    public double? PlaceIn(Assignment assignment)
    {
        if (!assignment.TryGet(Parameter.Name, out var value)) return null;
        if (!IsChoice) return value.ToReal() is null ? null : Cumulative.Evaluate(Parameter.Distribution, value);
        var index = _choices.IndexOf(value);
        return index < 0 ? null : PlaceOf(index);
    }

    /// <summary>Returns the place of one of its values.</summary>
    public double PlaceOf(int choice) => (choice + 0.5) / _choices.Length;

    /// <summary>Returns the value at a place in [0, 1].</summary>
    public ParameterValue At(double place) => IsChoice
        ? _choices[Math.Clamp((int)(place * _choices.Length), 0, _choices.Length - 1)]
        : Quantile.Evaluate(Parameter.Distribution, Math.Clamp(place, 0, Math.BitDecrement(1)));

    /// <summary>
    /// Returns the number of functions of the value that so many trials can tell apart: powers of the place, or one
    /// less than the categories.
    /// </summary>
    public int FunctionsFor(int trials)
    {
        var degree = trials < 40 ? 2 : trials < 150 ? 3 : MostDegree;
        return !IsOrdered ? _choices.Length - 1 : IsChoice ? Math.Min(degree, _choices.Length - 1) : degree;
    }

    /// <summary>Returns the values of these functions at a place: Legendre polynomials, or indicators.</summary>
    public double[] Functions(double place, int count)
    {
        var values = new double[count];
        if (!IsOrdered)
        {
            var category = Math.Clamp((int)(place * _choices.Length), 0, _choices.Length - 1);
            if (category < count) values[category] = 1;
            return values;
        }
        var t = 2 * place - 1;
        for (var degree = 1; degree <= count; degree++)
            values[degree - 1] = degree switch
            {
                1 => t,
                2 => (3 * t * t - 1) / 2,
                3 => (5 * t * t * t - 3 * t) / 2,
                _ => (35 * t * t * t * t - 30 * t * t + 3) / 8,
            };
        return values;
    }

    /// <summary>
    /// Returns a column for each function with its value in each trial, less the mean of the trials that have the
    /// parameter, and 0 in all others.
    /// </summary>
    public double[][] Columns(IReadOnlyList<Assignment> trials)
    {
        var places = trials.Select(PlaceIn).ToArray();
        var count = FunctionsFor(trials.Count);
        var columns = Enumerable.Range(0, count).Select(_ => new double[trials.Count]).ToArray();
        var present = 0;
        for (var trial = 0; trial < places.Length; trial++)
        {
            if (places[trial] is not { } place) continue;
            present++;
            var values = Functions(place, count);
            for (var column = 0; column < count; column++) columns[column][trial] = values[column];
        }
        if (present == 0) return [];
        foreach (var column in columns)
        {
            var mean = column.Sum() / present;
            for (var trial = 0; trial < places.Length; trial++)
                if (places[trial] is not null) column[trial] -= mean;
        }
        return columns;
    }
}
