namespace Experiments.Web.Curves;

/// <summary>
/// Chooses the points of a long curve that a picture needs: of each of equally wide parts of the x axis the lowest and
/// the highest value, so that no peak is lost, and the ends.
/// </summary>
internal static class Thinning
{
    /// <summary>Returns the positions of the chosen points in ascending order.</summary>
    /// <param name="steps">The positions on the x axis, in ascending order.</param>
    /// <param name="values">The values. Those that are not finite count as neither low nor high.</param>
    /// <param name="most">The maximum number of points, ≥ 4.</param>
    public static IReadOnlyList<int> Choose(IReadOnlyList<long> steps, IReadOnlyList<double> values, int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 4);
        if (steps.Count <= most) return [.. Enumerable.Range(0, steps.Count)];
        var parts = (most - 2) / 2;
        var width = ((double)steps[^1] - steps[0]) / parts;
        var chosen = new List<int>(most) { 0 };
        for (var begin = 1; begin < steps.Count - 1;)
        {
            var part = PartOf(begin);
            var end = begin;
            var (lowest, highest) = (-1, -1);
            for (; end < steps.Count - 1 && PartOf(end) == part; end++)
            {
                if (!double.IsFinite(values[end])) continue;
                if (lowest < 0 || values[end] < values[lowest]) lowest = end;
                if (highest < 0 || values[end] > values[highest]) highest = end;
            }

            // A part without a finite value shows where it is not finite.
            if (lowest < 0) chosen.Add(begin);
            else if (lowest == highest) chosen.Add(lowest);
            else chosen.AddRange([Math.Min(lowest, highest), Math.Max(lowest, highest)]);
            begin = end;
        }

        chosen.Add(steps.Count - 1);
        return chosen;

        int PartOf(int point) => Math.Min((int)(((double)steps[point] - steps[0]) / width), parts - 1);
    }
}
