namespace Experiments.Web.Nodes;

/// <summary>A trial that runs or waits on a node.</summary>
/// <param name="Sweep">The id of its sweep.</param>
/// <param name="Trial">Its number.</param>
internal sealed record TrialOnNode(string Sweep, int Trial);
