using System.Globalization;
using System.Text;

namespace Experiments.Training.Programs.Processes;

/// <summary>Reads the processes of this machine, as Linux lists them under <c>/proc</c>.</summary>
internal static class ProcessTable
{
    /// <summary>
    /// Returns the live processes of a program: those of its session and group, all their descendants, and all that
    /// carry its mark in their environment, even if they have left the session and group.
    /// </summary>
    /// <param name="leader">
    /// The id of the program's main process, which leads its session and group. It may have ended.
    /// </param>
    /// <param name="mark">
    /// A text in the environment that only the program's processes have, or null to ignore marks.
    /// </param>
    public static IReadOnlyList<ProcessEntry> MembersOf(int leader, string? mark)
    {
        var all = Read();
        var members = all.Where(entry => entry.Id == leader || entry.Group == leader || entry.Session == leader)
            .ToDictionary(entry => entry.Id);
        if (mark is not null)
        {
            var sought = Encoding.UTF8.GetBytes(mark + "\0");
            foreach (var entry in all.Where(entry => !members.ContainsKey(entry.Id) && HasMark(entry.Id, sought)))
                members.Add(entry.Id, entry);
        }

        var children = all.ToLookup(entry => entry.Parent);
        var open = new Queue<ProcessEntry>(members.Values);
        while (open.TryDequeue(out var parent))
        {
            foreach (var child in children[parent.Id])
                if (members.TryAdd(child.Id, child)) open.Enqueue(child);
        }

        return [.. members.Values.Where(entry => !entry.Ended)];
    }

    /// <summary>
    /// Returns the proportional share of memory of a process in bytes: shared pages are divided among the processes
    /// that share them. If the system does not report it, the result is the resident memory without file pages.
    /// </summary>
    public static long ShareOf(ProcessEntry entry)
    {
        const string Share = "Pss:";
        try
        {
            var line = File.ReadLines($"/proc/{entry.Id}/smaps_rollup")
                .FirstOrDefault(line => line.StartsWith(Share, StringComparison.Ordinal));
            if (line is not null)
                return long.Parse(
                    line.AsSpan(Share.Length).TrimEnd("kB "), NumberStyles.AllowLeadingWhite,
                    CultureInfo.InvariantCulture) << 10;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // The system is too old, or the process has ended.
        }

        try
        {
            var fields = File.ReadAllText($"/proc/{entry.Id}/statm").Split(' ');
            return (long)(Number(fields[1]) - Number(fields[2])) * Environment.SystemPageSize;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    private static List<ProcessEntry> Read()
    {
        var entries = new List<ProcessEntry>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder.AsSpan()), out var id) && ReadOne(id) is { } entry)
                entries.Add(entry);
        }

        return entries;
    }

    private static ProcessEntry? ReadOne(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            // The name is in parentheses and may contain any characters. The state follows it.
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return new(
                id, Number(fields[1]), Number(fields[2]), Number(fields[3]), Ended: fields[0] is "Z" or "X",
                long.Parse(fields[21], CultureInfo.InvariantCulture) * Environment.SystemPageSize);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool HasMark(int id, byte[] mark)
    {
        try
        {
            return File.ReadAllBytes($"/proc/{id}/environ").AsSpan().IndexOf(mark) >= 0;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // The process has ended, or belongs to another user and so was not started by this node.
            return false;
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
