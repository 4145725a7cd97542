using System.Security.Cryptography;
using Experiments.Contracts.Ports.Persistence.Artifacts;
using Experiments.Contracts.Sweeps;
using Experiments.Training.Programs.Checkpoints;
using Experiments.Training.Programs.Commands;

namespace Experiments.Training.Programs.Artifacts;

/// <summary>
/// Stores the files that a program has left in its artifact folder, once it has ended. What cannot be stored is named
/// in the trial's log; a trial never fails because of it.
/// </summary>
/// <param name="folder">The folder's path.</param>
/// <param name="store">The store.</param>
/// <param name="limits">The limits of the trial's files.</param>
/// <param name="note">Receives a line for the log.</param>
internal sealed class ProgramArtifacts(
    string folder, IArtifactStore store, ArtifactLimits limits, Action<string> note)
{
    private readonly string _folder = Path.GetFullPath(folder);
    private readonly LeftOut _leftOut = new();
    private readonly List<string> _removed = [];

    /// <summary>Stores the files of an attempt. Never throws.</summary>
    public async Task SaveAsync(TrialId trial, int attempt)
    {
        try
        {
            if (!await SaveAllAsync(trial, attempt))
                note($"no file in {ProgramVariables.ArtifactFolder} is kept from now on: the attempt was replaced");
        }
        catch (Exception fault)
        {
            note($"the files in {ProgramVariables.ArtifactFolder} are not kept: {fault.Message}");
        }

        foreach (var line in _leftOut.Describe()) note(line);
        if (_removed.Count > 0)
            note($"{LeftOut.List(_removed)} of earlier attempts {(_removed.Count == 1 ? "is" : "are")} no longer kept: "
                + TooMuch);
    }

    private string TooMuch => limits.KeepsNone
        ? $"this node keeps no files, as {ArtifactLimits.Variable} says"
        : $"a trial keeps at most {limits.Files} files and {limits.Bytes >> 20} MiB, unless "
        + $"{ArtifactLimits.Variable} on its node allows more";

    /// <summary>Returns false if the attempt is not the trial's current one.</summary>
    private async Task<bool> SaveAllAsync(TrialId trial, int attempt)
    {
        if (new DirectoryInfo(_folder).LinkTarget is not null)
        {
            note($"{ProgramVariables.ArtifactFolder} is a link now, and links are not followed: no file is kept");
            return true;
        }

        var listing = FolderListing.Read(_folder);
        foreach (var special in listing.Special)
            _leftOut.Add(NameOf(special), "pipes, sockets and devices have no content to keep");
        foreach (var closed in listing.Closed) _leftOut.Add(NameOf(closed), Unreadable);
        var (files, bytes) = (0, 0L);
        foreach (var entry in listing.Entries.OrderBy(entry => NameOf(entry.Path), StringComparer.Ordinal))
        {
            var name = NameOf(entry.Path);
            if (entry.Target is not null) _leftOut.Add(name, "links are not followed");
            if (entry.Length is not { } length) continue;
            if (!ArtifactPath.IsSafe(name))
                _leftOut.Add(
                    name, "a name may have neither control characters nor backslashes, must be UTF-8, and a path may "
                        + $"have up to {ArtifactPath.Longest} bytes");
            else if (files + 1 > limits.Files || bytes + length > limits.Bytes) _leftOut.Add(name, TooMuch);
            else if (await SaveAsync(trial, attempt, entry, name) is { } kept)
            {
                if (!kept) return false;
                (files, bytes) = (files + 1, bytes + length);
            }
        }

        return true;
    }

    /// <summary>Returns whether the store has accepted the file, or null if it is left out.</summary>
    private async Task<bool?> SaveAsync(TrialId trial, int attempt, FolderEntry entry, string name)
    {
        try
        {
            using var content = new OpenFileContent(File.OpenHandle(
                entry.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete,
                FileOptions.SequentialScan));
            if (await HashAsync(content, entry) is { } hash)
            {
                var receipt = await store.SaveAsync(
                    trial, attempt, new(name, hash, content), limits, CancellationToken.None);
                _removed.AddRange(receipt.Removed);
                if (receipt.Outcome != ArtifactOutcome.Changed) return receipt.Outcome == ArtifactOutcome.Kept;
            }

            _leftOut.Add(name, Changing);
        }
        catch (UnauthorizedAccessException)
        {
            _leftOut.Add(name, Unreadable);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            _leftOut.Add(name, Changing);
        }
        catch (Exception fault) when (fault is IOException or UserErrorException)
        {
            _leftOut.Add(name, fault.Message.TrimEnd('.'));
        }

        return null;
    }

    /// <summary>Returns the hash of a file, or null if the file is not as it was when the folder was read.</summary>
    private static async Task<byte[]?> HashAsync(OpenFileContent content, FolderEntry entry)
    {
        await using var stream = content.OpenRead();
        var hash = await SHA256.HashDataAsync(stream);
        return content.Length == entry.Length && stream.Length == entry.Length
            && File.GetLastWriteTimeUtc(entry.Path).Ticks == entry.WrittenAt ? hash : null;
    }

    private const string Unreadable = "no permission to read";

    private const string Changing = "changed or removed while being read";

    private string NameOf(string path) =>
        Path.GetRelativePath(_folder, path).Replace(Path.DirectorySeparatorChar, '/');
}
