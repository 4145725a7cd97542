using System.Text.Json;
using Experiments.Search.Events;
using Experiments.Storage.Sweeps;
using Experiments.Testing.Builders;

namespace Experiments.Storage.Tests.Sweeps;

public sealed class StepTextTests
{
    public static TheoryData<SearchEvent> Events =>
    [
        new SearchEvent.Prepared(), new SearchEvent.PreparationFailed("no"), new SearchEvent.SlotOffered("n"),
        new SearchEvent.AttemptEnded(1, 2, new AttemptOutcome.Cancelled()), new SearchEvent.StopRequested(),
        new SearchEvent.CancelRequested(),
    ];

    [Theory, MemberData(nameof(Events))]
    public void Of_EachKindOfEvent_HasTheKindOfItsJson(SearchEvent happened)
    {
        var text = StepText.Write(new SearchStep(1, happened, []));
        text.Kind.ShouldBe(JsonDocument.Parse(text.Event).RootElement.GetProperty("kind").GetString());
        text.Read().Event.ShouldBe(happened);
    }

    [Fact]
    public void Read_WrittenByANewerProgram_IsRefused()
    {
        var text = StepText.Write(SweepSteps.Begin(7, 0)) with { Version = SearchJson.Version + 1 };
        Should.Throw<UserErrorException>(text.Read).Message.ShouldContain("newer version");
    }
}
