namespace Experiments.Search.Specs;

/// <summary>
/// Versions of everything that decides: methods, rungs, values. A sweep keeps the version that it was submitted under, so
/// that its log is replayed, and goes on, as it was decided; an improvement gets a new version, and the code of the old one
/// stays as long as sweeps of it may be stored.
/// </summary>
public static class AlgorithmVersions
{
    /// <summary>Of sweeps that were stored before versions were.</summary>
    public const int First = 1;

    /// <summary>What new sweeps are decided with.</summary>
    public const int Newest = 2;
}
