namespace Experiments.Storage.Queries;

/// <summary>A silo that has been heard of lately.</summary>
/// <param name="Silo">The silo, generation included.</param>
/// <param name="Cluster">Its cluster.</param>
/// <param name="Node">What people call the node.</param>
/// <param name="Pool">The pool it lends to.</param>
/// <param name="Cpus">CPU cores that it lends.</param>
/// <param name="Gpus">GPUs that it lends.</param>
/// <param name="Gateway">Where clients reach it, <c>host:port</c>.</param>
/// <param name="Http">Where its metrics and health are, a URL.</param>
/// <param name="Serves">Whether its cluster takes sweeps of others.</param>
/// <param name="Version">Version of its program.</param>
/// <param name="Protocol">Which messages it understands.</param>
public sealed record LiveSilo(
    string Silo, string Cluster, string Node, string Pool, double Cpus, int Gpus, string Gateway, string Http, bool Serves,
    string Version, int Protocol);
