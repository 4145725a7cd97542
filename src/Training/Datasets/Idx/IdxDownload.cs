using System.Net;

namespace Experiments.Training.Datasets.Idx;

/// <summary>
/// Downloads files of a dataset. Several processes may download the same file at the same time: each moves a complete
/// file into place.
/// </summary>
/// <param name="http">The client to download with.</param>
/// <param name="time">The clock that measures how long a mirror sends nothing.</param>
public sealed class IdxDownload(HttpClient http, TimeProvider time)
{
    private const int Chunk = 1 << 17;

    /// <summary>The time without data after which a mirror is abandoned.</summary>
    private static readonly TimeSpan Stall = TimeSpan.FromSeconds(30);

    /// <summary>Downloads a file into <paramref name="folder"/>, from the first mirror that has it complete.</summary>
    /// <returns>The path of the file, compressed as published.</returns>
    /// <exception cref="UserErrorException">No mirror has the file, or it cannot be written.</exception>
    public async Task<string> FetchAsync(
        IdxSource source, IdxPart part, string folder, IProgress<string> progress, CancellationToken cancel)
    {
        var target = Path.Combine(folder, part.FileName + ".gz");
        // The name ends like the target's, so that the file is read the same way before it is moved.
        var temporary = Path.Combine(folder, $"{part.FileName}.{Guid.NewGuid():N}.gz");
        Exception? last = null;
        try
        {
            Directory.CreateDirectory(folder);
            foreach (var mirror in source.Mirrors)
            {
                try
                {
                    await DownloadAsync(new Uri(mirror, part.FileName + ".gz"), temporary, progress, cancel);
                    await IdxContent.ReadAsync(temporary, part, cancel);
                    File.Move(temporary, target, overwrite: true);
                    return target;
                }
                catch (Exception error) when (IsOfMirror(error) && !cancel.IsCancellationRequested)
                {
                    last = error;
                    progress.Report($"{mirror.Host} does not give {source.Name}: {error.Message}");
                }
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException(
                $"dataset '{source.Name}' cannot be stored in '{folder}': {error.Message.TrimEnd('.')}; " +
                "free space or set EXPERIMENTS_HOME to a folder that can be written", error);
        }
        finally
        {
            if (File.Exists(temporary))
                File.Delete(temporary);
        }

        throw new UserErrorException(
            $"dataset '{source.Name}' cannot be downloaded: {last?.Message.TrimEnd('.')}; " +
            $"check the network, or put its files into a folder '{source.Name}' "
            + "and set EXPERIMENTS_DATA to the folder above it",
            last);
    }

    /// <summary>
    /// Whether an error was caused by the mirror, so that another one may succeed. Errors of the disk are not.
    /// </summary>
    private static bool IsOfMirror(Exception error) =>
        error is HttpRequestException or InvalidDataException or OperationCanceledException or TimeoutException;

    private async Task DownloadAsync(Uri from, string to, IProgress<string> progress, CancellationToken cancel)
    {
        using var response = await http.GetAsync(from, HttpCompletionOption.ResponseHeadersRead, cancel);
        if (response.StatusCode != HttpStatusCode.OK)
            throw new HttpRequestException($"{from} answers {(int)response.StatusCode}");
        var size = response.Content.Headers.ContentLength;
        await using var body = await response.Content.ReadAsStreamAsync(cancel);
        await using var file = File.Create(to);
        var buffer = new byte[Chunk];
        long done = 0, told = -1;
        while (await ReadAsync(body, buffer, cancel) is var read and > 0)
        {
            await file.WriteAsync(buffer.AsMemory(0, read), cancel);
            done += read;
            var tenths = size > 0 ? done * 10 / size.Value : 0;
            if (tenths > told)
                progress.Report($"downloading {from}: {tenths * 10}%");
            told = Math.Max(told, tenths);
        }
    }

    /// <summary>
    /// Reads a chunk. Turns network errors into <see cref="HttpRequestException"/>, to distinguish them from disk
    /// errors.
    /// </summary>
    private async Task<int> ReadAsync(Stream body, byte[] buffer, CancellationToken cancel)
    {
        try
        {
            return await body.ReadAsync(buffer, cancel).AsTask().WaitAsync(Stall, time, cancel);
        }
        catch (IOException error)
        {
            throw new HttpRequestException(error.Message, error);
        }
    }
}
