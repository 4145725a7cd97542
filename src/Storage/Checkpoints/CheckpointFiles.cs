using System.Globalization;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Storage.Databases;

namespace Experiments.Storage.Checkpoints;

/// <summary>
/// The checkpoints that are too large for the database, as files in a folder that all nodes share. A file's name
/// contains sweep, trial, step and attempt, so two attempts never write the same file. A file appears complete or not
/// at all. The database decides which files are in use.
/// </summary>
internal sealed class CheckpointFiles(string? directory)
{
    /// <summary>Writes a checkpoint's data to the disk.</summary>
    /// <returns>The path of the file, relative to the folder.</returns>
    /// <exception cref="TrialDoomedException">No folder is configured. Another attempt would fail at the same point.
    /// </exception>
    /// <exception cref="UserErrorException">The folder cannot be written to.</exception>
    public async Task<string> WriteAsync(string sweep, Checkpoint checkpoint, CancellationToken cancel)
    {
        var name = Path.Combine(sweep, string.Create(
            CultureInfo.InvariantCulture,
            $"{checkpoint.Trial.Number}-{checkpoint.Step}-{checkpoint.Attempt}.checkpoint"));
        if (directory is null)
            throw new TrialDoomedException(
                Missing($"is {checkpoint.Data.Length >> 20} MiB, too large for the database"));
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

    /// <summary>Returns the content of a file, or null if it does not exist or cannot be read.</summary>
    /// <exception cref="UserErrorException">No folder is configured on this node.</exception>
    public async Task<byte[]?> ReadAsync(string name, CancellationToken cancel)
    {
        if (directory is null)
            throw new UserErrorException(Missing("is in a shared folder that is not known on this node"));
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

    /// <summary>
    /// Deletes a file that is no longer in use. If no folder is configured on this node, the file stays, which is
    /// harmless.
    /// </summary>
    public void Delete(string name)
    {
        if (directory is null) return;
        try
        {
            File.Delete(Path.Combine(directory, name));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // A file that stays only takes up space.
        }
    }

    private static string Missing(string why) =>
        $"a checkpoint {why}: set {CheckpointOptions.Variable} to a folder that all nodes share, on every node";
}
