namespace Experiments.Storage.Filters;

/// <summary>The kind of a piece of a filter.</summary>
internal enum FilterTokenKind
{
    /// <summary>The end of the text.</summary>
    End,

    /// <summary>A word or a number without quotes.</summary>
    Bare,

    /// <summary>A name in backticks.</summary>
    BackQuoted,

    /// <summary>A text in single quotes.</summary>
    SingleQuoted,

    /// <summary>A name or a text in double quotes.</summary>
    DoubleQuoted,

    /// <summary>An operator, a parenthesis or a comma.</summary>
    Symbol,
}
