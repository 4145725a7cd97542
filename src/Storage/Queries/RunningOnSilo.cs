namespace Experiments.Storage.Queries;

/// <summary>A trial that trains on a silo.</summary>
/// <param name="Silo">The silo, generation included.</param>
/// <param name="SweepId">Id of the sweep.</param>
/// <param name="Sweep">Name of the sweep.</param>
/// <param name="Trial">Number of the trial.</param>
public sealed record RunningOnSilo(string Silo, string SweepId, string Sweep, int Trial);
