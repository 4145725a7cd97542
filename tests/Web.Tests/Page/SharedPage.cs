using System.Security.Cryptography;
using Experiments.Contracts.Metrics;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Ports.Persistence.Artifacts;
using Experiments.Contracts.Sweeps;
using Experiments.Testing.Builders;
using Experiments.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Experiments.Web.Tests.Page;

/// <summary>One API for the tests of a class, each of which makes a sweep of its own.</summary>
public sealed class SharedPage : IAsyncLifetime
{
    private int _sweeps;

    /// <summary>The API.</summary>
    public TestApi Api { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Api = await TestApi.StartAsync();

    public ValueTask DisposeAsync() => Api.DisposeAsync();

    /// <summary>
    /// Stores a sweep of two trials that have ended, the first of which completed with 0.3, and one that runs. Returns
    /// its id, which is its name as well, and its first trial.
    /// </summary>
    public async Task<(string Id, TrialId First)> FillAsync()
    {
        var id = $"sweep{++_sweeps:00000}";
        return (id, await Api.FillAsync(id, spec: SweepSpecs.Grid(id)));
    }

    /// <summary>Stores a sweep of trials that completed, the objective of each of which is its learning rate.</summary>
    public async Task<string> FillAsync(int trials)
    {
        var (id, first) = await FillAsync();
        foreach (var trial in Enumerable.Range(3, trials))
        {
            var rate = trial * 0.9 / trials;
            await Api.CommitAsync(first.SweepKey, SweepSteps.Begin(Api.Next(), trial, learningRate: rate));
            await Api.ReportAsync(
                new TrialId(first.SweepKey, trial),
                [.. Enumerable.Range(1, 3).Select(step => new MetricPoint("val_accuracy", step, rate * step / 3))]);
            await Api.CommitAsync(first.SweepKey, SweepSteps.Complete(Api.Next(), trial, rate));
        }

        return id;
    }

    /// <summary>Keeps a node alive until the result is disposed of.</summary>
    public async Task<IAsyncDisposable> KeepAliveAsync(string cluster, string node)
    {
        await Api.BeatAsync(cluster, node);
        return new Beats(Api, cluster, node);
    }

    /// <summary>Writes a line of a trial's program.</summary>
    public Task PrintAsync(TrialId trial, long offset, string line) =>
        Api.Services.GetRequiredService<ITrialLogStore>().AppendAsync(
            trial, 1, [new LogPart(offset, LogStream.Out, line)], default);

    /// <summary>Stores a file that a trial's program left.</summary>
    public async Task LeaveAsync(TrialId trial, string path, byte[] data) =>
        (await Api.Services.GetRequiredService<IArtifactStore>().SaveAsync(
            trial, 1, new(path, SHA256.HashData(data), data), ArtifactLimits.Default, default))
            .Outcome.ShouldBe(ArtifactOutcome.Kept);

    private sealed class Beats : IAsyncDisposable
    {
        private readonly CancellationTokenSource _end = new();
        private readonly Task _beating;

        public Beats(TestApi api, string cluster, string node) => _beating = BeatAsync(api, cluster, node);

        public async ValueTask DisposeAsync()
        {
            await _end.CancelAsync();
            await _beating;
            _end.Dispose();
        }

        private async Task BeatAsync(TestApi api, string cluster, string node)
        {
            using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
            try
            {
                while (await timer.WaitForNextTickAsync(_end.Token)) await api.BeatAsync(cluster, node);
            }
            catch (OperationCanceledException)
            {
            }
        }
    }
}
