namespace Experiments.Search.Specs;

/// <summary>What the rungs of an early termination are measured in. A closed set.</summary>
public abstract record RungClock
{
    private RungClock() { }

    /// <summary>The step of a report, which people call its epoch.</summary>
    public sealed record Step : RungClock;

    /// <summary>
    /// How many finite values of the objective were reported, the first being 1. A report at a step that is not past the last
    /// one counted counts no more, so a trial that goes on from a checkpoint counts on from there.
    /// </summary>
    public sealed record Reports : RungClock;

    /// <summary>The metric of that name, which grows.</summary>
    public sealed record Metric(string Name) : RungClock;
}
