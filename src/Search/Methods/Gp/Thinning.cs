namespace Experiments.Search.Methods.Gp;

/// <summary>A selection of some of many points, for work that grows with the cube of their number.</summary>
internal static class Thinning
{
    /// <summary>
    /// Returns the indices to keep of ranked points, in their order: the best points fill half of the quota, and the
    /// others are spaced evenly over the rest.
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
