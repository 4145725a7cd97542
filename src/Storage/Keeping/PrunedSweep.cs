namespace Experiments.Storage.Keeping;

/// <summary>An old sweep of which something is deleted.</summary>
/// <param name="Key">The key.</param>
/// <param name="Id">The id.</param>
/// <param name="Name">The name.</param>
/// <param name="IsRemoved">Whether all of it is deleted.</param>
public sealed record PrunedSweep(int Key, string Id, string Name, bool IsRemoved);
