namespace Experiments.Contracts.Grains.Health;

/// <summary>What the end of an attempt says about the node and the device that it ran on.</summary>
[GenerateSerializer, Alias("experiments.attempt-verdict")]
public enum AttemptVerdict
{
    /// <summary>Nothing: the attempt was interrupted or replaced, or the database failed.</summary>
    Neutral,

    /// <summary>It trained as far as it was to train.</summary>
    Succeeded,

    /// <summary>It failed, by the fault of the trial, of the node or of the device.</summary>
    Failed,

    /// <summary>The device failed beyond doubt.</summary>
    DeviceFault,

    /// <summary>The node failed beyond doubt.</summary>
    NodeFault,
}
