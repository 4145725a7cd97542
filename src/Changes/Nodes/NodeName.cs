namespace Experiments.Changes.Nodes;

/// <summary>The name of a node in its cluster. A node may have several silos.</summary>
/// <param name="Cluster">The id of the cluster.</param>
/// <param name="Node">The name of the node.</param>
public sealed record NodeName(string Cluster, string Node);
