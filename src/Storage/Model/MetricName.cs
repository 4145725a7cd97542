namespace Experiments.Storage.Model;

/// <summary>The name of a metric.</summary>
internal sealed class MetricName
{
    /// <summary>The key, which the database assigns.</summary>
    public int Id { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }
}
