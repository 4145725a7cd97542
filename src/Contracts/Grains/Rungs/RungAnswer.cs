namespace Experiments.Contracts.Grains.Rungs;

/// <summary>What an attempt does next after it has reached a rung.</summary>
[GenerateSerializer, Alias("experiments.rung-answer")]
public enum RungAnswer
{
    /// <summary>It continues to train.</summary>
    Continue,

    /// <summary>
    /// It ends and gives its device back. The trial is paused and may continue from its checkpoint later.
    /// </summary>
    Pause,

    /// <summary>It ends, and its trial does not continue.</summary>
    Stop,
}
