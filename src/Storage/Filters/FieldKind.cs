namespace Experiments.Storage.Filters;

/// <summary>What a name can be the name of.</summary>
public enum FieldKind
{
    /// <summary>
    /// The first of these that has the name: the objective, a reported metric, a parameter, a column.
    /// </summary>
    Any,

    /// <summary>A metric.</summary>
    Metric,

    /// <summary>A parameter.</summary>
    Parameter,

    /// <summary>A column.</summary>
    Column,
}
