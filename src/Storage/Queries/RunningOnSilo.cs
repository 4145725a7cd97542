namespace Experiments.Storage.Queries;

/// <summary>A trial that is running on a silo.</summary>
/// <param name="Silo">The silo, generation included.</param>
/// <param name="SweepId">The id of the sweep.</param>
/// <param name="Sweep">The name of the sweep.</param>
/// <param name="Trial">The number of the trial.</param>
public sealed record RunningOnSilo(string Silo, string SweepId, string Sweep, int Trial);
