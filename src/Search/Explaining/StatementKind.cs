namespace Experiments.Search.Explaining;

/// <summary>What a statement about a sweep is about.</summary>
public enum StatementKind
{
    /// <summary>A parameter matters.</summary>
    Matters,

    /// <summary>The other parameters show no effect.</summary>
    NoEffect,

    /// <summary>The effect of one parameter depends on another.</summary>
    Interaction,

    /// <summary>Where a parameter that matters is good.</summary>
    GoodRegion,

    /// <summary>The best values are at a bound of the space.</summary>
    Edge,

    /// <summary>Whether more trials would help.</summary>
    MoreTrials,

    /// <summary>What early termination saved.</summary>
    Saved,

    /// <summary>Whether early termination stopped trials that would have been good.</summary>
    StoppedGood,
}
