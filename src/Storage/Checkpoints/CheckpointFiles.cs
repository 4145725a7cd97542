using System.Globalization;
using Experiments.Contracts.Faults;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Storage.Databases;

namespace Experiments.Storage.Checkpoints;

/// <summary>
/// Checkpoints that are too large for the database, as files of a folder that all nodes share. A file is named by sweep,
/// trial, step and attempt, so that attempts never write the same one; it appears whole or not at all. Which files count, the
/// database says.
/// </summary>
internal sealed class CheckpointFiles(string? directory)
{
    /// <summary>Writes a checkpoint's data to the disk.</summary>
    /// <returns>The file, relative to the folder.</returns>
    /// <exception cref="TrialDoomedException">There is no folder: another attempt would only train as far again.</exception>
    /// <exception cref="UserErrorException">It cannot be written to.</exception>
    public async Task<string> WriteAsync(string sweep, Checkpoint checkpoint, CancellationToken cancel)
    {
        var name = Path.Combine(sweep, string.Create(
            CultureInfo.InvariantCulture, $"{checkpoint.Trial.Number}-{checkpoint.Step}-{checkpoint.Attempt}.checkpoint"));
        if (directory is null) throw new TrialDoomedException(Missing($"is {checkpoint.Data.Length >> 20} MiB, more than is kept in the database"));
        var path = Path.Combine(directory, name);
        var partial = path + ".partial";
        try
        {
            OwnerOnly.CreateFolder(directory);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await using (var file = File.Create(partial))
            {
                await file.WriteAsync(checkpoint.Data, cancel);
                file.Flush(flushToDisk: true);
            }

            File.Move(partial, path, overwrite: true);
            return name;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"a checkpoint cannot be written to '{directory}': {fault.Message}", fault);
        }
    }

    /// <summary>What a file holds; null where it is gone or cannot be read.</summary>
    /// <exception cref="UserErrorException">This node has no folder.</exception>
    public async Task<byte[]?> ReadAsync(string name, CancellationToken cancel)
    {
        if (directory is null) throw new UserErrorException(Missing("is in the folder that nodes share"));
        var path = Path.Combine(directory, name);
        try
        {
            return await File.ReadAllBytesAsync(path, cancel);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Deletes a file that counts no more. One that stays, since this node has no folder, does no harm.</summary>
    public void Delete(string name)
    {
        if (directory is null) return;
        try
        {
            File.Delete(Path.Combine(directory, name));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // It costs room, and nothing else.
        }
    }

    private static string Missing(string why) =>
        $"a checkpoint {why}: set {CheckpointOptions.Variable} to a folder that all nodes share, on each of them";
}
