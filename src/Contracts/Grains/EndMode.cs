namespace Experiments.Contracts.Grains;

/// <summary>How a user ends a sweep.</summary>
[GenerateSerializer, Alias("experiments.end-mode")]
public enum EndMode
{
    /// <summary>No more trials start; running ones finish.</summary>
    Stop,

    /// <summary>Running trials save a checkpoint and end now.</summary>
    Cancel,
}
