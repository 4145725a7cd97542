namespace Experiments.Client.Output;

/// <summary>One column of a listing.</summary>
/// <param name="Name">Its name in JSON and CSV, snake case.</param>
/// <param name="Value">Its value in full: null, text, bool, a number, a time, a parameter's value, or
/// <see cref="Fields"/>.</param>
internal sealed record Column<T>(string Name, Func<T, object?> Value)
{
    /// <summary>What tables call it. Default: the name, with spaces.</summary>
    public string Title { get; init; } = Name.Replace('_', ' ');

    /// <summary>What a table shows, for people. Default: the value, shortened.</summary>
    public Func<T, string>? Shown { get; init; }

    /// <summary>Whether tables have the column. Default: true.</summary>
    public bool InTable { get; init; } = true;

    /// <summary>Whether tables align it to the right, as numbers are. Default: false.</summary>
    public bool Right { get; init; }

    /// <summary>
    /// Whether tables may break it into lines where room is short. Default: false, as for ids and numbers.
    /// </summary>
    public bool Wraps { get; init; }

    /// <summary>What a table shows of a row.</summary>
    public string Show(T row) => Shown is null ? ShortText.Format(Value(row)) : Shown(row);
}
