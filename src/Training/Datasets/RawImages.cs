using System.Security.Cryptography;

namespace Experiments.Training.Datasets;

/// <summary>Images of 28×28 bytes, row by row, one after another, 0 the background, and a label 0 to 9 for each.</summary>
/// <param name="Images">Pixels, 784 for each label.</param>
/// <param name="Labels">What each image shows.</param>
public sealed record RawImages(byte[] Images, byte[] Labels)
{
    /// <summary>Rows and columns of an image.</summary>
    public const int Side = 28;

    /// <summary>Pixels of an image.</summary>
    public const int Pixels = Side * Side;

    /// <summary>SHA-256 of several sets, pixels then labels of each, in lower-case hexadecimal.</summary>
    public static string Sha256(params ReadOnlySpan<RawImages> sets)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var set in sets)
        {
            hash.AppendData(set.Images);
            hash.AppendData(set.Labels);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Mean and standard deviation of all pixels, exact up to the last division.</summary>
    public PixelScale Scale()
    {
        long sum = 0, squares = 0;
        foreach (var pixel in Images)
        {
            sum += pixel;
            squares += pixel * pixel;
        }

        var mean = (double)sum / Images.Length;
        var variance = (double)squares / Images.Length - mean * mean;
        return new(mean, variance > 0 ? Math.Sqrt(variance) : 1);
    }
}
