using System.Buffers;
using System.Security.Cryptography;

namespace Experiments.Storage.Checkpoints;

/// <summary>Copies a stream and computes its hash on the way.</summary>
internal static class HashingCopy
{
    private const int BufferSize = 1 << 17;

    /// <summary>Copies the rest of a stream to another.</summary>
    /// <returns>The SHA-256 hash of what was copied.</returns>
    public static async Task<byte[]> RunAsync(Stream from, Stream to, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            int read;
            while ((read = await from.ReadAsync(buffer, cancel)) > 0)
            {
                hash.AppendData(buffer, 0, read);
                await to.WriteAsync(buffer.AsMemory(0, read), cancel);
            }

            return hash.GetHashAndReset();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
