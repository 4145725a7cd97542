using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Experiments.Testing.Builders;
using Experiments.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

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

    [Fact]
    public async Task Follow_WhoStays_HearsOfLabelsAfterTheEnd()
    {
        await using var api = await TestApi.StartAsync();
        var first = await api.FillAsync();
        await api.CommitAsync(first.SweepKey, SweepSteps.Finish(api.Next()));
        using var limit = new CancellationTokenSource(Longest);
        await using var stream = await api.Client.GetStreamAsync("/api/sweeps/sweep/live?stay=true", limit.Token);
        await using var events = SseParser.Create(stream).EnumerateAsync(limit.Token).GetAsyncEnumerator();
        (await StateAsync(events)).GetProperty("sweep").GetProperty("status").GetString().ShouldBe("completed");
        await api.PostAsync("/api/sweeps/sweep/tag", """{"tags": ["paper"]}""");
        (await StateAsync(events)).GetProperty("sweep").GetProperty("tags")[0].GetString().ShouldBe("paper");
    }

    [Fact]
    public async Task FollowAll_SweepsThatChange_SendsEachList()
    {
        await using var api = await TestApi.StartAsync();
        using var limit = new CancellationTokenSource(Longest);
        await using var stream = await api.Client.GetStreamAsync("/api/live", limit.Token);
        await using var events = SseParser.Create(stream).EnumerateAsync(limit.Token).GetAsyncEnumerator();
        (await StateAsync(events)).GetArrayLength().ShouldBe(0);
        await api.FillAsync();
        JsonElement sweeps;
        do sweeps = await StateAsync(events);
        while (sweeps[0].GetProperty("trials").GetProperty("completed").GetInt32() == 0);
        await api.PostAsync("/api/sweeps/sweep/archive");
        (await StateAsync(events)).GetArrayLength().ShouldBe(0);
    }

    /// <summary>Otherwise a silo would wait for every open page when it stops.</summary>
    [Fact]
    public async Task Follow_ProgramThatStops_EndsTheStream()
    {
        var api = await TestApi.StartAsync();
        await api.FillAsync();
        using var limit = new CancellationTokenSource(Longest);
        await using var one = await api.Client.GetStreamAsync("/api/sweeps/sweep/live", limit.Token);
        await using var all = await api.Client.GetStreamAsync("/api/live", limit.Token);
        api.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        await one.CopyToAsync(Stream.Null, limit.Token);
        await all.CopyToAsync(Stream.Null, limit.Token);
        await api.DisposeAsync();
    }

    [Fact]
    public async Task Follow_WhoHasTheState_IsConnectedBeforeAnythingChanges()
    {
        await using var api = await TestApi.StartAsync();
        var first = await api.FillAsync();
        using var limit = new CancellationTokenSource(Longest);
        string? last;
        await using (var stream = await api.Client.GetStreamAsync("/api/sweeps/sweep/live", limit.Token))
        {
            await using var events = SseParser.Create(stream).EnumerateAsync(limit.Token).GetAsyncEnumerator();
            (await events.MoveNextAsync()).ShouldBeTrue();
            last = events.Current.EventId;
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/sweeps/sweep/live");
        request.Headers.Add("Last-Event-ID", last);
        using var answer = await api.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
        await api.CommitAsync(first.SweepKey, SweepSteps.Complete(api.Next(), 2, 0.9));
        await using var again = SseParser.Create(await answer.Content.ReadAsStreamAsync(limit.Token))
            .EnumerateAsync(limit.Token).GetAsyncEnumerator();
        (await StateAsync(again)).GetProperty("best").GetProperty("trial").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task Follow_TokenThatIsRevoked_EndsTheStreams()
    {
        await using var api = await TestApi.StartAsync();
        await api.FillAsync();
        var token = await api.PostAsync("/api/tokens", """{"person": "ada", "role": "viewer"}""");
        using var client = new HttpClient { BaseAddress = api.Client.BaseAddress };
        client.DefaultRequestHeaders.Authorization = new("Bearer", token.GetProperty("token").GetString());
        using var limit = new CancellationTokenSource(Longest);
        await using var one = await client.GetStreamAsync("/api/sweeps/sweep/live", limit.Token);
        await using var all = await client.GetStreamAsync("/api/live", limit.Token);

        (await api.Client.DeleteAsync($"/api/tokens/{token.GetProperty("id").GetString()}", limit.Token))
            .EnsureSuccessStatusCode();

        await one.CopyToAsync(Stream.Null, limit.Token);
        await all.CopyToAsync(Stream.Null, limit.Token);
    }

    private static async Task<JsonElement> StateAsync(IAsyncEnumerator<SseItem<string>> events)
    {
        (await events.MoveNextAsync()).ShouldBeTrue();
        return JsonDocument.Parse(events.Current.Data).RootElement;
    }
}
