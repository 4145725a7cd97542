namespace Experiments.Storage.Sweeps;

/// <summary>Sweeps that have not ended; the words of the partial index on them.</summary>
internal static class Unfinished
{
    public const string Where = "status in ('preparing', 'running', 'stopping', 'cancelling')";
}
