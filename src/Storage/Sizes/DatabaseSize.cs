namespace Experiments.Storage.Sizes;

/// <summary>The space that a database takes, in bytes.</summary>
/// <param name="Sweeps">The sweeps, largest first.</param>
/// <param name="Other">What belongs to no sweep: empty pages of tables, names, clusters, and the like.</param>
/// <param name="Free">
/// The space in an SQLite file that deleted rows have left, which later rows fill. 0 for PostgreSQL, which does the
/// same within its tables.
/// </param>
public sealed record DatabaseSize(IReadOnlyList<SweepSize> Sweeps, long Other, long Free)
{
    /// <summary>The sum of all.</summary>
    public long Total => Sweeps.Sum(sweep => sweep.Total) + Other + Free;
}
