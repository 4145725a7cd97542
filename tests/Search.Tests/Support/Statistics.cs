namespace Experiments.Search.Tests.Support;

/// <summary>The statistics that the distribution tests measure.</summary>
internal static class Statistics
{
    /// <summary>The largest distance between the sample's distribution function and the one expected.</summary>
    public static double KolmogorovSmirnov(double[] sample, Func<double, double> cumulative)
    {
        Array.Sort(sample);
        return sample
            .Select((x, i) => Math.Max(
                Math.Abs(cumulative(x) - (double)i / sample.Length),
                Math.Abs(cumulative(x) - (double)(i + 1) / sample.Length)))
            .Max();
    }

    /// <summary>A distance that a sample of the expected distribution exceeds one time in a thousand.</summary>
    public static double Critical(int sampleSize) => 1.95 / Math.Sqrt(sampleSize);
}
