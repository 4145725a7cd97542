using System.Security.Cryptography;

namespace Experiments.Training.Datasets;

/// <summary>
/// Images of 28×28 bytes, row by row, one after another, where 0 is the background, and a label from 0 to 9 for each
/// image.
/// </summary>
/// <param name="Images">The pixels, 784 for each label.</param>
/// <param name="Labels">The label of each image.</param>
public sealed record RawImages(byte[] Images, byte[] Labels)
{
    /// <summary>The number of rows and columns of an image.</summary>
    public const int Side = 28;

    /// <summary>The number of pixels of an image.</summary>
    public const int Pixels = Side * Side;

    /// <summary>Computes the SHA-256 of several sets, pixels then labels of each, in lower-case hexadecimal.</summary>
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

    /// <summary>Computes the mean and standard deviation of all pixels, exact up to the last division.</summary>
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
