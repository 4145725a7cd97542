using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Experiments.Client.Output;
using Experiments.Search.Events;
using Experiments.Testing.Builders;

namespace Experiments.Client.Tests.Output;

public sealed class StepStoryTests
{
    /// <summary>A kind of outcome that is added later must be told, too.</summary>
    [Fact]
    public void Tell_EachKindOfOutcome_HasWords()
    {
        var story = new StepStory(SweepSpecs.Random());
        foreach (var kind in typeof(AttemptOutcome).GetCustomAttributes<JsonDerivedTypeAttribute>())
        {
            var outcome = JsonSerializer.Deserialize<AttemptOutcome>(
                $$"""{"kind": "{{kind.TypeDiscriminator}}", "cause": "why", "node": "a", "objective": 0.5}""",
                SearchJson.Options)!;
            story.Tell(new SearchEvent.AttemptEnded(7, 1, outcome)).ShouldContain("trial 7");
        }
    }
}
