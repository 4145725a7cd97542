namespace Experiments.Search.Specs;

/// <summary>The unit that the rungs of an early termination are measured in. A closed set.</summary>
public abstract record RungClock
{
    private RungClock() { }

    /// <summary>The step of a report, which is usually called its epoch.</summary>
    public sealed record Step : RungClock;

    /// <summary>
    /// The number of finite values of the objective reported so far, from 1. A report at a step that is not past the
    /// last counted one does not count, so a trial that resumes from a checkpoint continues its count.
    /// </summary>
    public sealed record Reports : RungClock;

    /// <summary>The metric of that name, which increases.</summary>
    public sealed record Metric(string Name) : RungClock;
}
