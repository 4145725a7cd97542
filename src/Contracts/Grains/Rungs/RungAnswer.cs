namespace Experiments.Contracts.Grains.Rungs;

/// <summary>What becomes of an attempt that has come to a rung.</summary>
[GenerateSerializer, Alias("experiments.rung-answer")]
public enum RungAnswer
{
    /// <summary>It trains on.</summary>
    Continue,

    /// <summary>It ends here and gives its device back; the trial rests, and may go on from its checkpoint later.</summary>
    Pause,

    /// <summary>It ends here, and nothing more is wanted of it.</summary>
    Stop,
}
