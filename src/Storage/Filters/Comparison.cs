namespace Experiments.Storage.Filters;

/// <summary>How a value is compared with another.</summary>
public enum Comparison
{
    /// <summary>Equal to it.</summary>
    Equal,

    /// <summary>Another value.</summary>
    NotEqual,

    /// <summary>Less than it.</summary>
    Less,

    /// <summary>Less than it, or equal.</summary>
    AtMost,

    /// <summary>More than it.</summary>
    More,

    /// <summary>More than it, or equal.</summary>
    AtLeast,
}
