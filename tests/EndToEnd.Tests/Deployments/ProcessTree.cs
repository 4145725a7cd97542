namespace Experiments.EndToEnd.Tests.Deployments;

/// <summary>A process and those that it started. Linux only.</summary>
internal static class ProcessTree
{
    /// <summary>Returns the process and all of its living descendants.</summary>
    public static IEnumerable<int> Of(int process) =>
    [
        // A child belongs to the thread that started it.
        process, .. Directory.GetDirectories($"/proc/{process}/task")
            .SelectMany(thread => File.ReadAllText($"{thread}/children").Split(
                ' ', StringSplitOptions.RemoveEmptyEntries))
            .SelectMany(child => Of(int.Parse(child))),
    ];

    /// <summary>Returns a line of a process's status, such as <c>Uid</c>, without its name.</summary>
    public static string Status(int process, string name) =>
        File.ReadLines($"/proc/{process}/status")
            .Single(line => line.StartsWith(name + ":"))[(name.Length + 1)..].Trim();

    /// <summary>
    /// Returns the most memory that a silo's processes have held, in bytes, without the programs of its trials.
    /// </summary>
    public static long PeakBytesOfSilo(int process) => Of(process).Where(id => !IsProgram(id))
        .Max(id => long.Parse(Status(id, "VmHWM").Split(' ')[0])) << 10;

    private static bool IsProgram(int process) =>
        File.ReadAllText($"/proc/{process}/comm").StartsWith("python", StringComparison.Ordinal);
}
