namespace Experiments.Silo.Upkeep;

/// <summary>
/// The number of items of a batch, which is halved after a batch that took too long, and doubled after one that took
/// less than a quarter of that.
/// </summary>
internal sealed class BatchSize
{
    private readonly int _fewest;
    private readonly int _most;
    private readonly TimeSpan _longest;

    /// <param name="fewest">The least number, and the first one.</param>
    /// <param name="most">The greatest number.</param>
    /// <param name="longest">The time that a batch may take.</param>
    public BatchSize(int fewest, int most, TimeSpan longest) =>
        (_fewest, _most, _longest, Next) = (fewest, most, longest, fewest);

    /// <summary>The number of items of the next batch.</summary>
    public int Next { get; private set; }

    /// <summary>Adapts to the time that the last batch took, all of it.</summary>
    public void Took(TimeSpan time)
    {
        if (time > _longest) Next = Math.Max(Next / 2, _fewest);
        else if (time < _longest / 4) Next = Math.Min(Next * 2, _most);
    }
}
