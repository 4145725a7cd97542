using Experiments.Training.Programs.Output;

namespace Experiments.Training.Programs.EventFiles;

/// <summary>
/// Reads the event files of TensorBoard that a program writes: those that its processes have open, wherever they are,
/// since several trials often write to the same folder; and those that it leaves among its files.
/// </summary>
/// <param name="processes">Returns the ids of the program's processes.</param>
/// <param name="artifacts">The folder of the files that it leaves.</param>
/// <param name="notices">Receives notices about files that cannot be read.</param>
internal sealed class EventFileWatch(Func<IEnumerable<int>> processes, string artifacts, Notices notices)
{
    private const string Mark = "tfevents";

    private readonly SortedDictionary<string, EventFile> _files = new(StringComparer.Ordinal);

    /// <summary>Returns the lines that report what was written since the last call.</summary>
    public IReadOnlyList<string> Read()
    {
        foreach (var path in processes().SelectMany(OpenFilesOf).Concat(Left()))
            if (!_files.ContainsKey(path)) _files.Add(path, new EventFile(path));
        var lines = new List<string>();
        foreach (var (path, file) in _files)
        {
            lines.AddRange(ReportLine.Of(file.Read().Select(scalar => (scalar.Tag, scalar.Step, scalar.Value))));
            if (file.IsDamaged)
                notices.Tell($"events {path}", $"the event file '{path}' is damaged, and read only up to there");
        }

        return lines;
    }

    private static IEnumerable<string> OpenFilesOf(int process)
    {
        try
        {
            return [.. new DirectoryInfo($"/proc/{process}/fd").GetFileSystemInfos()
                .Select(link => link.LinkTarget).OfType<string>().Where(IsEventFile)];
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // The process has ended.
            return [];
        }
    }

    private IEnumerable<string> Left()
    {
        try
        {
            return [.. Directory.EnumerateFiles(artifacts, $"*{Mark}*", SearchOption.AllDirectories)];
        }
        catch (Exception changing) when (changing is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static bool IsEventFile(string path) =>
        Path.IsPathRooted(path) && Path.GetFileName(path).Contains(Mark, StringComparison.Ordinal);
}
