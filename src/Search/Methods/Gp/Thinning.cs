namespace Experiments.Search.Methods.Gp;

/// <summary>Fewer of many, where work grows with the cube of their number.</summary>
internal static class Thinning
{
    /// <summary>
    /// Which to keep of so many that are ranked, in their order: the better half of what may be kept, and others evenly from the
    /// rest.
    /// </summary>
    public static int[] SelectIndices(int count, int most)
    {
        if (count <= most) return [.. Enumerable.Range(0, count)];
        var (best, others) = (most / 2, most - most / 2);
        return
        [
            .. Enumerable.Range(0, best),
            .. Enumerable.Range(0, others).Select(i => best + (int)((long)i * (count - best) / others)),
        ];
    }
}
