namespace Experiments.Storage.Model;

/// <summary>
/// Who submitted a sweep. It is stored before the sweep, so that no sweep of a person is without an owner.
/// </summary>
internal sealed class SweepOwner
{
    /// <summary>The id of the sweep.</summary>
    public required string Sweep { get; init; }

    /// <summary>The name of the person.</summary>
    public required string Owner { get; init; }
}
