using System.Text;
using Experiments.Search.Events;

namespace Experiments.Search.Tests.Deciding;

public class TranscriptTests
{
    public static TheoryData<string> Names => new(
        Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "testdata"), "decide.*.txt")
            .Select(path => Path.GetFileName(path)!).Order());

    /// <summary>The indented lines are the decisions; everything else is input.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Apply_EventsOfTranscript_DecidesAsWritten(string name)
    {
        var transcript = new Transcript();
        var actual = new StringBuilder();
        foreach (var line in Inputs(name))
        {
            actual.Append(line).Append('\n');
            foreach (var decision in transcript.Read(line)) actual.Append("  ").Append(decision).Append('\n');
        }
        Golden.Check(name, actual.ToString());
    }

    [Fact]
    public void Transcripts_OfAllNames_ShowEveryKindOfEventOutcomeAndAction()
    {
        var shown = new HashSet<Type>();
        foreach (var name in Names.Select(row => row.Data))
        {
            var transcript = new Transcript();
            foreach (var line in Inputs(name)) _ = transcript.Read(line).Count();
            shown.UnionWith(transcript.Told.Select(told => told.GetType()));
            var ended = transcript.Told.OfType<SearchEvent.AttemptEnded>();
            shown.UnionWith(ended.Select(each => each.Outcome.GetType()));
            shown.UnionWith(transcript.Decided.Select(action => action.GetType()));
        }
        ClosedSet.KindsOf<SearchEvent>().Except(shown).ShouldBeEmpty();
        ClosedSet.KindsOf<AttemptOutcome>().Except(shown).ShouldBeEmpty();
        ClosedSet.KindsOf<SearchAction>().Except(shown).ShouldBeEmpty();
    }

    private static IEnumerable<string> Inputs(string name) => Golden.Read(name).TrimEnd('\n').Split('\n')
        .Where(line => !line.StartsWith("  ", StringComparison.Ordinal));
}
