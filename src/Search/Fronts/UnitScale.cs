namespace Experiments.Search.Fronts;

/// <summary>Brings scores of any units to the same scale, so that none outweighs the others.</summary>
internal static class UnitScale
{
    /// <summary>
    /// Returns the vectors with each score from 0, its least value among them, to 1, its greatest finite one; infinite
    /// ones are 1.
    /// </summary>
    public static double[][] Of(IReadOnlyList<double[]> scores)
    {
        var scaled = scores.Select(vector => new double[vector.Length]).ToArray();
        for (var score = 0; scores.Count > 0 && score < scores[0].Length; score++)
        {
            var finite = scores.Select(vector => vector[score]).Where(double.IsFinite).ToArray();
            var (least, most) = finite.Length > 0 ? (finite.Min(), finite.Max()) : (0, 0);
            for (var i = 0; i < scaled.Length; i++)
            {
                var value = scores[i][score];
                // Halved, because the difference of two finite numbers may be infinite.
                scaled[i][score] = !double.IsFinite(value) ? 1
                    : most > least ? (value / 2 - least / 2) / (most / 2 - least / 2) : 0;
            }
        }
        return scaled;
    }

    /// <summary>Returns a point that is a little worse than the worst of each score, so that the ends count.</summary>
    public static double[] Reference(int scores)
    {
        var reference = new double[scores];
        Array.Fill(reference, 1.1);
        return reference;
    }
}
