namespace Experiments.Client.Output;

/// <summary>One column of a listing.</summary>
/// <param name="Name">The name in JSON and CSV, in snake case.</param>
/// <param name="Value">
/// The full value: null, text, bool, a number, a time, a parameter's value, or <see cref="Fields"/>.
/// </param>
internal sealed record Column<T>(string Name, Func<T, object?> Value)
{
    /// <summary>The title in tables. Default: the name, with spaces.</summary>
    public string Title { get; init; } = Name.Replace('_', ' ');

    /// <summary>The text in tables. Default: the value, shortened.</summary>
    public Func<T, string>? Shown { get; init; }

    /// <summary>Whether tables include the column. Default: true.</summary>
    public bool InTable { get; init; } = true;

    /// <summary>Whether JSON and CSV include the column. Default: true.</summary>
    public bool InData { get; init; } = true;

    /// <summary>Whether tables align the column to the right, as for numbers. Default: false.</summary>
    public bool Right { get; init; }

    /// <summary>
    /// Whether tables may wrap the column if room is short. Default: false, as for ids and numbers.
    /// </summary>
    public bool Wraps { get; init; }

    /// <summary>Returns the text of a row in tables.</summary>
    public string Show(T row) => Shown is null ? ShortText.Format(Value(row)) : Shown(row);
}
