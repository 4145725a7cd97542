namespace Experiments.ApiClient.Trials;

/// <summary>The values of a metric that a trial has reported. The arrays have equal lengths.</summary>
/// <param name="Trial">The number of the trial.</param>
/// <param name="Points">The number of points that the trial has reported; the arrays may contain fewer of them.</param>
/// <param name="Steps">The steps, in ascending order.</param>
/// <param name="Values">The values.</param>
/// <param name="Times">The times of the measurements in milliseconds since 1970 (UTC), by the node's clock.</param>
public sealed record Curve(
    int Trial, int Points, IReadOnlyList<long> Steps, IReadOnlyList<double> Values, IReadOnlyList<long> Times);
