using System.IO.Compression;
using System.Security.Cryptography;

namespace Experiments.Training.Datasets.Idx;

/// <summary>Reads a file of a dataset, plain or compressed, and checks that it is the expected one.</summary>
internal static class IdxContent
{
    /// <summary>
    /// Reads the pixels or labels of <paramref name="part"/> from a file, which is compressed if its name ends in
    /// <c>.gz</c>.
    /// </summary>
    /// <exception cref="InvalidDataException">
    /// The file is damaged, or not the expected one. The message says how.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static async Task<byte[]> ReadAsync(string path, IdxPart part, CancellationToken cancel)
    {
        // A valid file is never larger. A compressed one that claims to be is not read to its end.
        var content = new byte[16 + part.Images * (part.HoldsLabels ? 1 : RawImages.Pixels) + 1];
        await using var file = File.OpenRead(path);
        await using var plain = path.EndsWith(".gz", StringComparison.Ordinal)
            ? (Stream)new GZipStream(file, CompressionMode.Decompress)
            : file;
        var length = await plain.ReadAtLeastAsync(content, content.Length, throwOnEndOfStream: false, cancel);
        return Check(content.AsSpan(0, length), part);
    }

    private static byte[] Check(ReadOnlySpan<byte> content, IdxPart part)
    {
        var bytes = part.HoldsLabels
            ? IdxFile.Read(content, part.Images)
            : IdxFile.Read(content, part.Images, RawImages.Side, RawImages.Side);
        if (part.HoldsLabels && bytes.AsSpan().IndexOfAnyExceptInRange((byte)0, (byte)9) is var at and >= 0)
            throw new InvalidDataException($"its label {at} is {bytes[at]}, not 0 to 9");
        if (part.Sha256 is not null && Convert.ToHexStringLower(SHA256.HashData(content)) != part.Sha256)
            throw new InvalidDataException("its content is not what was published (SHA-256 differs)");
        return bytes;
    }
}
