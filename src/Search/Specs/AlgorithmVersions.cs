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

    /// <summary>
    /// From here on ties at rungs go on, <c>hyperband</c> is W&amp;B's, and methods that learn do not repeat points.
    /// </summary>
    public const int Second = 2;

    /// <summary>
    /// From here on <c>gp</c> expects shorter length-scales and has local turns, the kernels of <c>tpe</c> keep on
    /// narrowing, <c>cmaes</c> reaches bounds, and <c>median</c> compares results of the same step.
    /// </summary>
    public const int Third = 3;

    /// <summary>The version of new sweeps.</summary>
    public const int Newest = Third;
}
