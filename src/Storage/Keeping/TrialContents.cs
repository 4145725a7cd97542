using Experiments.Storage.Checkpoints;
using Experiments.Storage.Databases;

namespace Experiments.Storage.Keeping;

/// <summary>Deletes what trials have recorded and saved: curves, logs, checkpoints and artifacts.</summary>
internal sealed class TrialContents(Database database, CheckpointOptions options)
{
    private readonly TrialFiles _files = new(database, options);

    /// <summary>Whether all files of these trials can be deleted from here.</summary>
    public Task<bool> CanDeleteAsync(long first, long last, CancellationToken cancel) =>
        _files.CanDeleteAsync(first, last, cancel);

    /// <summary>
    /// Deletes the contents of the trials with keys from <paramref name="first"/> to <paramref name="last"/>, in short
    /// transactions. The rows of the trials stay.
    /// </summary>
    public async Task DeleteAsync(long first, long last, CancellationToken cancel)
    {
        await _files.DeleteAsync(first, last, cancel);
        foreach (var table in KeyedRows.Curves(database.Dialect).Append(KeyedRows.Logs))
            await table.DeleteAsync(database, first, last, cancel);
    }
}
