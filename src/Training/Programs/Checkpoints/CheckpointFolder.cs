using System.Formats.Tar;
using System.Runtime.InteropServices;
using Experiments.Contracts.Faults;

namespace Experiments.Training.Programs.Checkpoints;

/// <summary>The folder in which a program keeps what it needs to go on; carried as a tar archive.</summary>
/// <param name="path">Where it is.</param>
/// <param name="largest">The most bytes that its files may have together.</param>
internal sealed class CheckpointFolder(string path, long largest)
{
    private readonly DirectoryInfo _folder = new(path);

    /// <summary>What is in it, by name, size and time: where two are equal, so is the content. Empty where nothing is.</summary>
    public string Fingerprint() => string.Join('\n', EntriesOf(_folder).Select(entry =>
        $"{entry.FullName}\0{(entry as FileInfo)?.Length}\0{entry.LastWriteTimeUtc.Ticks}").Order(StringComparer.Ordinal));

    /// <summary>Its content; null where it is empty, or changes while it is read.</summary>
    /// <exception cref="TrialDoomedException">It is too large.</exception>
    public async Task<ReadOnlyMemory<byte>?> PackAsync()
    {
        try
        {
            var before = Fingerprint();
            if (before.Length == 0) return null;
            RefuseIfTooLarge();
            var archive = new MemoryStream();
            await using (var writer = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true))
            {
                foreach (var entry in EntriesOf(_folder)) await WriteAsync(writer, entry);
            }

            return Fingerprint() == before ? archive.GetBuffer().AsMemory(0, (int)archive.Length) : null;
        }
        catch (IOException)
        {
            // A file was replaced or removed just then.
            return null;
        }
    }

    /// <summary>Puts a content back.</summary>
    public async Task UnpackAsync(ReadOnlyMemory<byte> archive)
    {
        var bytes = MemoryMarshal.TryGetArray(archive, out var array) ? array : new(archive.ToArray());
        using var stream = new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false);
        await TarFile.ExtractToDirectoryAsync(stream, path, overwriteFiles: true);
    }

    private void RefuseIfTooLarge()
    {
        var bytes = EntriesOf(_folder).OfType<FileInfo>().Sum(file => file.Length);
        if (bytes <= largest) return;
        throw new TrialDoomedException(
            $"the checkpoint folder holds {bytes >> 20} MiB, and at most {largest >> 20} MiB are carried to the next attempt: "
            + "keep only what is needed to go on in TRIAL_CHECKPOINT_DIR");
    }

    private async Task WriteAsync(TarWriter writer, FileSystemInfo entry)
    {
        var name = Path.GetRelativePath(path, entry.FullName);
        if (entry.LinkTarget is null)
        {
            await writer.WriteEntryAsync(entry.FullName, name);
            return;
        }

        // The folder has another name wherever it is unpacked; a link that leads out of it means nothing there.
        var target = Path.GetFullPath(entry.LinkTarget, Path.GetDirectoryName(entry.FullName)!);
        if (!target.StartsWith(_folder.FullName + Path.DirectorySeparatorChar, StringComparison.Ordinal)) return;
        await writer.WriteEntryAsync(new PaxTarEntry(TarEntryType.SymbolicLink, name)
        {
            LinkName = Path.GetRelativePath(Path.GetDirectoryName(entry.FullName)!, target),
        });
    }

    /// <summary>Files, folders and links, a folder before what is in it.</summary>
    private static IEnumerable<FileSystemInfo> EntriesOf(DirectoryInfo folder)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos())
        {
            yield return entry;
            if (entry is not DirectoryInfo { LinkTarget: null } inner) continue;
            foreach (var below in EntriesOf(inner)) yield return below;
        }
    }
}
