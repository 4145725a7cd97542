using System.Buffers.Binary;

namespace Experiments.Training.Datasets.Idx;

/// <summary>
/// The IDX format of the MNIST database, unsigned bytes only: two zero bytes, 8 for the type, the number of dimensions,
/// each dimension as a big-endian 32-bit number, then the bytes.
/// </summary>
internal static class IdxFile
{
    /// <summary>Reads the bytes after the header of a file that must have the given dimensions.</summary>
    /// <exception cref="InvalidDataException">
    /// The file has another format or size, or is incomplete. The message says which.
    /// </exception>
    public static byte[] Read(ReadOnlySpan<byte> content, params ReadOnlySpan<int> dimensions)
    {
        var header = 4 + 4 * dimensions.Length;
        if (content.Length < header || content[0] != 0 || content[1] != 0 || content[2] != 8 ||
            content[3] != dimensions.Length)
            throw new InvalidDataException($"it is not an IDX file of bytes with {dimensions.Length} dimensions");

        long size = 1;
        for (var i = 0; i < dimensions.Length; i++)
        {
            var side = BinaryPrimitives.ReadInt32BigEndian(content[(4 + 4 * i)..]);
            if (side != dimensions[i])
                throw new InvalidDataException($"its dimension {i + 1} is {side}, not {dimensions[i]}");
            size *= side;
        }

        if (content.Length - header != size)
            throw new InvalidDataException($"it holds {content.Length - header} bytes of data, not {size}");
        return content[header..].ToArray();
    }
}
