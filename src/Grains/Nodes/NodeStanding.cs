using System.Collections.Immutable;
using Experiments.Contracts.Grains.Health;

namespace Experiments.Grains.Nodes;

/// <summary>What of this node is quarantined, as the fleet has told it. Thread-safe.</summary>
public sealed class NodeStanding(TimeProvider time)
{
    private (ImmutableArray<PlaceHealth> Quarantined, long At) _told = ([], 0);
    private readonly Lock _lock = new();

    /// <summary>What is quarantined, with the time that is left now.</summary>
    public ImmutableArray<PlaceHealth> Quarantined
    {
        get
        {
            lock (_lock)
            {
                var passed = time.GetElapsedTime(_told.At);
                return
                [
                    .. _told.Quarantined.Select(place => place with
                    {
                        Left = place.Left > passed ? place.Left - passed : TimeSpan.Zero,
                    }),
                ];
            }
        }
    }

    /// <summary>Records what the fleet says.</summary>
    public void Judge(ImmutableArray<PlaceHealth> quarantined)
    {
        lock (_lock) _told = (quarantined, time.GetTimestamp());
    }
}
