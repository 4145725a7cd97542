using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Experiments.Testing.Builders;
using Experiments.Web.Tests.Support;

namespace Experiments.Web.Tests.Live;

public sealed class LiveRoutesTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Follow_SweepThatChanges_SendsEachStateUntilItEnds()
    {
        await using var api = await TestApi.StartAsync();
        var first = await api.FillAsync();
        using var limit = new CancellationTokenSource(Longest);
        await using var stream = await api.Client.GetStreamAsync("/api/sweeps/sweep/live", limit.Token);
        await using var events = SseParser.Create(stream).EnumerateAsync(limit.Token).GetAsyncEnumerator();

        (await StateAsync(events)).GetProperty("sweep").GetProperty("trials").GetProperty("completed").GetInt32()
            .ShouldBe(1);
        await api.CommitAsync(first.SweepKey, SweepSteps.Complete(api.Next(), 2, 0.9));
        var second = await StateAsync(events);
        second.GetProperty("best").GetProperty("trial").GetInt32().ShouldBe(2);
        await api.CommitAsync(first.SweepKey, SweepSteps.Finish(api.Next()));
        (await StateAsync(events)).GetProperty("sweep").GetProperty("status").GetString().ShouldBe("completed");
        (await events.MoveNextAsync()).ShouldBeFalse("the sweep has ended");
    }

    [Fact]
    public async Task Follow_AgainAfterTheLastState_HasNothingToSend()
    {
        await using var api = await TestApi.StartAsync();
        var first = await api.FillAsync();
        await api.CommitAsync(first.SweepKey, SweepSteps.Finish(api.Next()));
        string? last = null;
        using var limit = new CancellationTokenSource(Longest);
        await using (var stream = await api.Client.GetStreamAsync("/api/sweeps/sweep/live", limit.Token))
        {
            var parser = SseParser.Create(stream);
            await foreach (var item in parser.EnumerateAsync(limit.Token)) item.EventType.ShouldBe("progress");
            last = parser.LastEventId;
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/sweeps/sweep/live");
        request.Headers.Add("Last-Event-ID", last);
        using var answer = await api.Client.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    private static async Task<JsonElement> StateAsync(IAsyncEnumerator<SseItem<string>> events)
    {
        (await events.MoveNextAsync()).ShouldBeTrue();
        return JsonDocument.Parse(events.Current.Data).RootElement;
    }
}
