namespace Experiments.Search.Specs;

/// <summary>The comparison of objectives. Only finite ones are compared.</summary>
public static class Goals
{
    /// <summary>Whether <paramref name="objective"/> is better than the other, not merely equal.</summary>
    public static bool IsBetter(this Goal goal, double objective, double than) =>
        goal == Goal.Minimize ? objective < than : objective > than;

    /// <summary>Whether <paramref name="objective"/> is at least as good as the target.</summary>
    public static bool Reaches(this Goal goal, double objective, double target) => !goal.IsBetter(target, objective);
}
