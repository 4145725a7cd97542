namespace Experiments.Storage.Queries;

/// <summary>The sweeps to list.</summary>
public sealed record SweepFilter
{
    /// <summary>The maximum number of sweeps. Default: 100.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>Whether archived sweeps are listed, too. Default: false.</summary>
    public bool WithArchived { get; init; }

    /// <summary>The tags that a sweep must have, all of them. Default: none.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];
}
