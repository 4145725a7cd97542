namespace Experiments.Web.Changing;

/// <summary>Which assignments of a sweep are repeated, and how often.</summary>
internal sealed record ConfirmFields
{
    /// <summary>How many of the leading assignments, at least 1.</summary>
    public int Top { get; init; } = 3;

    /// <summary>The number of trials of each in total, at least 2.</summary>
    public int Repeats { get; init; } = 5;

    /// <summary>Checks both.</summary>
    /// <exception cref="UserErrorException">One is too small.</exception>
    public ConfirmFields Check() => this switch
    {
        { Top: < 1 } => throw new UserErrorException($"'top' must be a whole number of at least 1, not {Top}"),
        { Repeats: < 2 } =>
            throw new UserErrorException($"'repeats' must be a whole number of at least 2, not {Repeats}"),
        _ => this,
    };
}
