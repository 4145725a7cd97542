namespace Experiments.Search.Specs;

/// <summary>
/// Versions of everything that decides: methods, rungs, values. A sweep keeps the version that it was submitted under,
/// so its log is replayed and continued as it was decided. An improvement gets a new version, and the code of the old
/// one stays as long as sweeps of it may be stored.
/// </summary>
public static class AlgorithmVersions
{
    /// <summary>The version of sweeps that were stored before versions existed.</summary>
    public const int First = 1;

    /// <summary>The version of new sweeps.</summary>
    public const int Newest = 2;
}
