using System.Text;

namespace Experiments.Search.Tests.Deciding;

public class TranscriptTests
{
    public static TheoryData<string> Names => new(
        Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "testdata"), "decide.*.txt")
            .Select(path => Path.GetFileName(path)!).Order());

    /// <summary>Everything but the indented lines is input; those are what was decided.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Apply_EventsOfTranscript_DecidesAsWritten(string name)
    {
        var lines = Golden.Read(name).TrimEnd('\n').Split('\n').Where(line => !line.StartsWith("  ", StringComparison.Ordinal));
        var transcript = new Transcript();
        var actual = new StringBuilder();
        foreach (var line in lines)
        {
            actual.Append(line).Append('\n');
            foreach (var decision in transcript.Read(line)) actual.Append("  ").Append(decision).Append('\n');
        }
        Golden.Check(name, actual.ToString());
    }
}
