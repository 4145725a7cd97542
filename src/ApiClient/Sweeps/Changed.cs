namespace Experiments.ApiClient.Sweeps;

/// <summary>A change that was made.</summary>
/// <param name="Done">What was done, in the sentence of the command line.</param>
/// <param name="Sweep">The sweep after the change; null if the change was of something else.</param>
public sealed record Changed(string Done, Sweep? Sweep = null);
