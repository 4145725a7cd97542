namespace Experiments.Search.Simulation;

/// <summary>What trials would come to if they were trained: recorded, or made up. A pure function of its arguments.</summary>
public interface ILearningCurve
{
    /// <summary>Steps of the assignment's whole budget, ≥ 1.</summary>
    int Steps(Assignment assignment);

    /// <summary>The objective after 1 ≤ <paramref name="step"/> ≤ Steps.</summary>
    double At(Assignment assignment, int step);

    /// <summary>Virtual seconds that one step takes, &gt; 0.</summary>
    double SecondsPerStep(Assignment assignment);
}
