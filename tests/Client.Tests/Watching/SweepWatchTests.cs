using System.Net;
using Experiments.ApiClient;
using Experiments.Client.Tests.Support;
using Experiments.Client.Watching;
using Experiments.Search.States;
using Experiments.Testing.Waits;
using Microsoft.Extensions.Time.Testing;

namespace Experiments.Client.Tests.Watching;

public sealed class SweepWatchTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<SweepView> _shown = [];

    [Fact]
    public async Task Follow_DatabaseAwayForAWhile_SaysSoAndGoesOn()
    {
        var end = await FollowAsync(
            () => View(SweepStatus.Running),
            () => throw new UserErrorException("The database is away.", new TimeoutException()),
            () => View(SweepStatus.Completed));
        end.Summary.Status.ShouldBe(SweepStatus.Completed);
        _shown.Select(view => view.Notice).ShouldBe([null, "The database is away. Trying again.", null]);
    }

    [Fact]
    public async Task Follow_ServerAwayForAWhile_SaysSoAndGoesOn()
    {
        await FollowAsync(
            () => View(SweepStatus.Running),
            () => throw new UnreachableException("nothing answers"),
            () => throw new ApiException(HttpStatusCode.ServiceUnavailable, "The database is away."),
            () => View(SweepStatus.Completed));
        _shown.Select(view => view.Notice).ShouldBe(
            [null, "nothing answers. Trying again.", "The database is away. Trying again.", null]);
    }

    [Fact]
    public Task Follow_ServerThatRefuses_IsThrown() => Should.ThrowAsync<ApiException>(() => FollowAsync(
        () => View(SweepStatus.Running),
        () => throw new ApiException(HttpStatusCode.Unauthorized, "The token is revoked.")));

    [Fact]
    public Task Follow_FaultThatDoesNotPass_IsThrown() => Should.ThrowAsync<UserErrorException>(() => FollowAsync(
        () => View(SweepStatus.Running),
        () => throw new UserErrorException("It is damaged.", new InvalidDataException())));

    [Fact]
    public Task Follow_DatabaseAwayFromTheBeginning_IsThrown() =>
        Should.ThrowAsync<UserErrorException>(() => FollowAsync(
            () => throw new UserErrorException("It is away.", new TimeoutException())));

    [Fact]
    public async Task Follow_WhilePreparing_ShowsTheNews()
    {
        await FollowAsync(
            () => View(SweepStatus.Preparing), () => View(SweepStatus.Running), () => View(SweepStatus.Completed));
        _shown.Select(view => view.Notice).ShouldBe(["news", null, null]);
    }

    [Fact]
    public async Task Follow_Cancelled_EndsAtOnce()
    {
        using var cancel = new CancellationTokenSource();
        var watch = new SweepWatch(_ => Task.FromResult(View(SweepStatus.Running)), _time);
        var following = watch.FollowAsync(_shown.Add, () => null, cancel.Token);
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => following.Within("the watch to end"));
    }

    private async Task<SweepView> FollowAsync(params Func<SweepView>[] answers)
    {
        var next = new Queue<Func<SweepView>>(answers);
        var watch = new SweepWatch(_ => Task.FromResult(next.Dequeue()()), _time);
        var following = watch.FollowAsync(_shown.Add, () => "news", TestContext.Current.CancellationToken);
        await Waiting.UntilAsync(
            () =>
            {
                _time.Advance(SweepWatch.Interval);
                return following.IsCompleted;
            },
            "the watch to end");
        return await following;
    }

    private static SweepView View(SweepStatus status) =>
        new() { Summary = Sweeps.Summary(status), Unfinished = [], JustEnded = [] };
}
