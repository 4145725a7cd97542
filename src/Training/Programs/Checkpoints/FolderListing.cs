using System.Collections.Immutable;
using Experiments.Training.Programs.Processes;

namespace Experiments.Training.Programs.Checkpoints;

/// <summary>
/// What is in a folder at one time. A program may add and remove files while it is read: what is gone before it was looked at is
/// not in it.
/// </summary>
/// <param name="Entries">Files, folders and links, a folder before what is in it.</param>
/// <param name="Special">Pipes, sockets and devices, which have no content to keep.</param>
/// <param name="Closed">Folders that may not be read.</param>
internal sealed record FolderListing(
    ImmutableArray<FolderEntry> Entries, ImmutableArray<string> Special, ImmutableArray<string> Closed)
{
    /// <summary>By name, size and time: where two are equal, so is the content. Empty where nothing is.</summary>
    public string Fingerprint => string.Join('\n', Entries
        .Select(entry => $"{entry.Path}\0{entry.Length}\0{entry.WrittenAt}\0{entry.Target}").Order(StringComparer.Ordinal));

    /// <summary>Bytes of its files.</summary>
    public long Length => Entries.Sum(entry => entry.Length ?? 0);

    /// <summary>Reads a folder; where it is gone, it is empty.</summary>
    public static FolderListing Read(string path)
    {
        var entries = ImmutableArray.CreateBuilder<FolderEntry>();
        var special = ImmutableArray.CreateBuilder<string>();
        var closed = ImmutableArray.CreateBuilder<string>();
        Gather(new DirectoryInfo(path));
        return new(entries.ToImmutable(), special.ToImmutable(), closed.ToImmutable());

        void Gather(DirectoryInfo folder)
        {
            FileSystemInfo[] found;
            try
            {
                found = folder.GetFileSystemInfos();
            }
            catch (UnauthorizedAccessException)
            {
                closed.Add(folder.FullName);
                return;
            }
            catch (IOException)
            {
                return;
            }

            foreach (var one in found) Add(one);
        }

        void Add(FileSystemInfo one)
        {
            try
            {
                if (one.LinkTarget is { } target)
                {
                    entries.Add(new(one.FullName, null, one.LastWriteTimeUtc.Ticks, target));
                }
                else if (one is DirectoryInfo folder)
                {
                    entries.Add(new(one.FullName, null, one.LastWriteTimeUtc.Ticks, null));
                    Gather(folder);
                }
                else if (Kernel.IsSpecial(one.FullName))
                {
                    special.Add(one.FullName);
                }
                else
                {
                    entries.Add(new(one.FullName, ((FileInfo)one).Length, one.LastWriteTimeUtc.Ticks, null));
                }
            }
            catch (IOException)
            {
                // It went just then.
            }
        }
    }
}
