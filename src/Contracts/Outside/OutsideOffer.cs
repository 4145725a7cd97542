namespace Experiments.Contracts.Outside;

/// <summary>The answer to a worker that asks for a trial.</summary>
[GenerateSerializer, Immutable, Alias("experiments.outside-offer")]
public sealed record OutsideOffer
{
    /// <summary>The trial, or null if there is none now.</summary>
    [Id(0)] public OutsideTrial? Trial { get; init; }

    /// <summary>Whether the sweep has ended; otherwise it is worth asking again.</summary>
    [Id(1)] public bool IsOver { get; init; }
}
