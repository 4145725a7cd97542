using Experiments.SweepFiles.Keys;

namespace Experiments.SweepFiles;

/// <summary>The rule for names of sweeps.</summary>
public static class SweepName
{
    /// <summary>What a name is, for a message.</summary>
    public static string Takes => SweepKeys.NameRule.Takes;

    /// <summary>Whether a sweep can have this name.</summary>
    public static bool Allows(string name) => SweepKeys.NameRule.Allows(name);
}
