using System.Formats.Tar;
using Experiments.Contracts.Ports.Persistence.Checkpoints;
using Experiments.Training.Programs.Output;

namespace Experiments.Training.Programs.Checkpoints;

/// <summary>
/// The folder in which a program keeps the files that it needs to resume. It is transferred as a tar archive, which is
/// written to a temporary file, since it may be large.
/// </summary>
/// <param name="path">The folder's path.</param>
/// <param name="largest">The maximum total size of its files, in bytes.</param>
/// <param name="notices">Receives notices about entries that cannot be archived.</param>
/// <param name="scratch">
/// The folder for archives. If null, it is the system's folder for temporary files.
/// </param>
internal sealed class CheckpointFolder(string path, long largest, Notices notices, string? scratch = null)
{
    /// <summary>
    /// The global attribute in which the archive stores a text besides the files. <c>tar</c> and earlier versions of
    /// this program ignore it.
    /// </summary>
    private const string StateAttribute = "EXPERIMENTS.steps";

    private const int MostTries = 5;
    private const int ManyFailures = 10;
    // The system clock: programs that write to the folder run in real time.
    private static readonly TimeProvider Time = TimeProvider.System;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly string _path = Path.GetFullPath(path);
    private int _failures;

    /// <summary>
    /// Returns a fingerprint of the content by name, size and time. If two are equal, so is the content. Empty if the
    /// folder is empty.
    /// </summary>
    public string Fingerprint() => FolderListing.Read(_path).Fingerprint;

    /// <summary>
    /// Returns the content as an archive, or null if the folder is empty, cannot be read, or changes each time it is
    /// read. In that case, the checkpoint that was saved before stays valid.
    /// </summary>
    /// <param name="state">A text to store, which <see cref="UnpackAsync"/> returns.</param>
    /// <exception cref="TrialDoomedException">The content is too large.</exception>
    public async Task<CheckpointContent?> PackAsync(string state = "")
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                var listing = FolderListing.Read(_path);
                if (!CanRead(listing)) return null;
                var archive = await ArchiveAsync(listing, state);
                if (FolderListing.Read(_path).Fingerprint == listing.Fingerprint)
                {
                    _failures = 0;
                    return archive;
                }

                archive.Dispose();
            }
            catch (UnauthorizedAccessException refused)
            {
                TellUnreadable(refused.Message);
                return null;
            }
            catch (IOException gone)
                when (gone is FileNotFoundException or DirectoryNotFoundException || tries < MostTries)
            {
                // A file was replaced or removed at that moment. Try again.
            }
            catch (IOException fault)
            {
                TellUnreadable(fault.Message);
                return null;
            }

            if (tries == MostTries) break;
            await Task.Delay(Pause, Time);
        }

        if (++_failures == ManyFailures)
            notices.Tell(
                "changing",
                $"TRIAL_CHECKPOINT_DIR has changed each of the last {ManyFailures} times while it was read, so that "
                + "nothing was saved: write less often, or to another folder and rename");
        return null;
    }

    /// <summary>Extracts an archive and returns the text that was stored in it.</summary>
    public async Task<string> UnpackAsync(CheckpointContent archive)
    {
        await using var stream = archive.OpenRead();
        var state = "";
        await using (var reader = new TarReader(stream, leaveOpen: true))
        {
            if (await reader.GetNextEntryAsync() is PaxGlobalExtendedAttributesTarEntry global)
                state = global.GlobalExtendedAttributes.GetValueOrDefault(StateAttribute, "");
        }

        stream.Position = 0;
        await TarFile.ExtractToDirectoryAsync(stream, _path, overwriteFiles: true);
        return state;
    }

    private bool CanRead(FolderListing listing)
    {
        foreach (var special in listing.Special)
            notices.Tell(
                "special",
                $"'{NameOf(special)}' in TRIAL_CHECKPOINT_DIR is a pipe, a socket or a device, and is left out of "
                + "checkpoints");
        foreach (var closed in listing.Closed) TellUnreadable($"the folder '{NameOf(closed)}' may not be read");
        if (listing.Entries.IsEmpty || !listing.Closed.IsEmpty) return false;
        if (listing.Length <= largest) return true;
        throw new TrialDoomedException(
            $"the checkpoint folder holds {listing.Length >> 20} MiB, and at most {largest >> 20} MiB are carried to "
            + "the next attempt: "
            + "keep only what is needed to go on in TRIAL_CHECKPOINT_DIR");
    }

    private Task<ScratchContent> ArchiveAsync(FolderListing listing, string state) =>
        ScratchContent.CreateAsync(scratch ?? Path.GetTempPath(), async archive =>
        {
            await using var writer = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true);
            if (state.Length > 0)
                await writer.WriteEntryAsync(new PaxGlobalExtendedAttributesTarEntry([new(StateAttribute, state)]));
            foreach (var entry in listing.Entries) await WriteAsync(writer, entry);
        });

    private async Task WriteAsync(TarWriter writer, FolderEntry entry)
    {
        var name = NameOf(entry.Path);
        if (name.Contains('\n') || entry.Target?.Contains('\n') is true)
        {
            // An archive with such a name can be written but not read.
            notices.Tell(
                "name", $"'{name.Replace('\n', '\u240A')}' in TRIAL_CHECKPOINT_DIR has a line feed in its name, and "
                    + "is left out of checkpoints");
            return;
        }

        if (entry.Target is null)
        {
            await writer.WriteEntryAsync(entry.Path, name);
            return;
        }

        // The folder has another path where it is unpacked. A link that leads outside the folder would be broken there.
        var place = Path.GetDirectoryName(entry.Path)!;
        var target = Path.GetFullPath(entry.Target, place);
        if (!target.StartsWith(_path + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            notices.Tell(
                "link", $"'{name}' in TRIAL_CHECKPOINT_DIR is a link to '{entry.Target}', which is outside of it and "
                    + "not in checkpoints");
            return;
        }

        await writer.WriteEntryAsync(new PaxTarEntry(TarEntryType.SymbolicLink, name)
        {
            LinkName = Path.GetRelativePath(place, target),
        });
    }

    private void TellUnreadable(string why) =>
        notices.Tell("unreadable", $"TRIAL_CHECKPOINT_DIR cannot be saved, and the checkpoint before is kept: {why}");

    private string NameOf(string entry) => Path.GetRelativePath(_path, entry);
}
