using System.Collections.Immutable;
using Experiments.Training.Programs.Processes;

namespace Experiments.Training.Programs.Checkpoints;

/// <summary>
/// The content of a folder at one time. A program may add and remove files while the folder is read; files that are
/// gone before they are read are not included.
/// </summary>
/// <param name="Entries">The files, folders and links. A folder comes before its entries.</param>
/// <param name="Special">The pipes, sockets and devices, which have no content to store.</param>
/// <param name="Closed">The folders that may not be read.</param>
internal sealed record FolderListing(
    ImmutableArray<FolderEntry> Entries, ImmutableArray<string> Special, ImmutableArray<string> Closed)
{
    /// <summary>
    /// The fingerprint of the content by name, size and time. If two are equal, so is the content. Empty if the folder
    /// is empty.
    /// </summary>
    public string Fingerprint => string.Join('\n', Entries
        .Select(entry => $"{entry.Path}\0{entry.Length}\0{entry.WrittenAt}\0{entry.Target}")
        .Order(StringComparer.Ordinal));

    /// <summary>The total size of the files, in bytes.</summary>
    public long Length => Entries.Sum(entry => entry.Length ?? 0);

    /// <summary>Reads a folder. The listing is empty if the folder does not exist.</summary>
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
                // The entry was removed at that moment.
            }
        }
    }
}
