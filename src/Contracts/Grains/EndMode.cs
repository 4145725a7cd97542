namespace Experiments.Contracts.Grains;

/// <summary>How a person ends a sweep.</summary>
[GenerateSerializer, Alias("experiments.end-mode")]
public enum EndMode
{
    /// <summary>Nothing more begins; what runs is let finish.</summary>
    Stop,

    /// <summary>What runs saves a checkpoint and ends now.</summary>
    Cancel,
}
