using System.Net;
using System.Net.Sockets;
using Experiments.ApiClient;
using Experiments.ApiClient.Sweeps;
using Experiments.Testing.Builders;
using Experiments.Testing.Waits;
using Experiments.Web.Tests.Support;

namespace Experiments.Web.Tests.Clients;

/// <summary>The states of a sweep, as the client for C# follows them over connections that break.</summary>
public sealed class FollowTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Follow_SweepThatChanges_ReturnsEachStateOnceAndEndsWithTheSweep()
    {
        await using var api = await TestApi.StartAsync();
        var first = await api.FillAsync();
        using var client = ExperimentsClientTests.Connect(api);
        await using var states = client.FollowAsync("k3m9").GetAsyncEnumerator(Cancel);

        (await NextAsync(states)).Best!.Number.ShouldBe(0);
        await client.Api.TagAsync("k3m9", new(["seen"]), Cancel);
        (await NextAsync(states)).Sweep.Tags.ShouldBe(["seen"]);
        await EndAsync(api, first.SweepKey);
        var last = await NextAsync(states);
        while (!last.Sweep.HasEnded) last = await NextAsync(states);
        last.Sweep.Status.ShouldBe("completed");
        (await states.MoveNextAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task Follow_ConnectionThatBreaks_ContinuesWithoutWhatIsKnown()
    {
        await using var api = await TestApi.StartAsync();
        var first = await api.FillAsync();
        await using var wire = new BreakableWire(api.Client.BaseAddress!.Port);
        using var client = ExperimentsClient.Connect(
            $"http://127.0.0.1:{wire.Port}", api.Client.DefaultRequestHeaders.Authorization!.Parameter!, "");
        await using var states = client.FollowAsync("k3m9").GetAsyncEnumerator(Cancel);

        (await NextAsync(states)).Sweep.Trials.Waiting.ShouldBe(1);
        var next = states.MoveNextAsync().AsTask();
        wire.Break();
        await Waiting.UntilAsync(() => wire.Connections >= 2, "the client to connect again");
        // The state is known, so nothing is returned until there is another one.
        next.IsCompleted.ShouldBeFalse();
        await EndAsync(api, first.SweepKey);
        (await next.Within("the next state")).ShouldBeTrue();
        var last = states.Current;
        while (!last.Sweep.HasEnded) last = await NextAsync(states);
        (await states.MoveNextAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task Follow_NothingAnswersAnyMore_GivesUp()
    {
        await using var api = await TestApi.StartAsync();
        await api.FillAsync();
        await using var wire = new BreakableWire(api.Client.BaseAddress!.Port);
        using var client = ExperimentsClient.Connect(
            $"http://127.0.0.1:{wire.Port}", api.Client.DefaultRequestHeaders.Authorization!.Parameter!, "");
        await using var states = client.FollowAsync("k3m9", TimeSpan.FromSeconds(1)).GetAsyncEnumerator(Cancel);
        await NextAsync(states);
        wire.Cut();
        (await Should.ThrowAsync<UnreachableException>(async () => await states.MoveNextAsync())).Message
            .ShouldContain($"127.0.0.1:{wire.Port}");
    }

    private static async Task<SweepState> NextAsync(IAsyncEnumerator<SweepState> states)
    {
        (await states.MoveNextAsync().AsTask().Within("the next state")).ShouldBeTrue();
        return states.Current;
    }

    private static async Task EndAsync(TestApi api, int sweep)
    {
        await api.CommitAsync(sweep, SweepSteps.Complete(api.Next(), 2, 0.2));
        await api.CommitAsync(sweep, SweepSteps.Finish(api.Next()));
    }

    /// <summary>Passes connections on to a port, until they are broken.</summary>
    private sealed class BreakableWire : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly List<TcpClient> _ends = [];
        private readonly int _target;
        private readonly Task _accepting;
        private int _connections;

        public BreakableWire(int target)
        {
            _target = target;
            _listener.Start();
            Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
            _accepting = AcceptAsync();
        }

        public int Port { get; }

        public int Connections => Volatile.Read(ref _connections);

        public void Break()
        {
            lock (_ends)
            {
                foreach (var end in _ends) end.Close();
                _ends.Clear();
            }
        }

        public void Cut()
        {
            _listener.Stop();
            Break();
        }

        public async ValueTask DisposeAsync()
        {
            Cut();
            await ((Task)_accepting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        private async Task AcceptAsync()
        {
            while (true)
            {
                var near = await _listener.AcceptTcpClientAsync();
                var far = new TcpClient();
                await far.ConnectAsync(IPAddress.Loopback, _target);
                lock (_ends) _ends.AddRange([near, far]);
                _ = near.GetStream().CopyToAsync(far.GetStream());
                _ = far.GetStream().CopyToAsync(near.GetStream());
                Interlocked.Increment(ref _connections);
            }
        }
    }
}
