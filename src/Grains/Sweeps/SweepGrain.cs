using System.Collections.Immutable;
using Experiments.Contracts.Grains;
using Experiments.Contracts.Grains.Rungs;
using Experiments.Contracts.Outside;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Sweeps;
using Experiments.Grains.Faults;
using Experiments.Search.Deciding;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using Orleans.Configuration;

namespace Experiments.Grains.Sweeps;

/// <summary>
/// The sweep as the cluster sees it. All that the grain knows is in its <see cref="SweepRun"/>, which is created from
/// the database and discarded when a commit fails: the activation is then deactivated, and the next call loads what is
/// actually committed. A sweep of another cluster is not loaded, because it is decided there; if that cluster is gone,
/// a user's command moves the sweep here. A sweep that has ended stays active until it has not been called for a while,
/// because users often change a sweep shortly after its end.
/// </summary>
[Reentrant]
[CollectionAgeLimit(Minutes = 5)]
internal sealed class SweepGrain(
    ISweepStore store, IClusterRegistry registry, SweepRunFactory runs,
    IOptions<ClusterOptions> cluster) : Grain, ISweepGrain
{
    private SweepRun? _run;

    private string Id => this.GetPrimaryKeyString();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        try
        {
            await FindAsync(cancellationToken);
        }
        catch (Exception fault) when (!WireFaults.Travels(fault))
        {
            throw WireFaults.Convert(fault);
        }
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _run?.Close();
        return Task.CompletedTask;
    }

    public async Task SubmitAsync(SubmitSweep command)
    {
        if (_run is not null) return;
        var spec = command.Spec;
        Check(spec);
        var fleet = GrainFactory.GetGrain<IFleetGrain>(spec.Resources.Pool);
        if (await fleet.WhyNotAsync(spec.Resources.Cpu, spec.Resources.Gpu) is { } reason)
            throw new UserErrorException(
                $"sweep '{spec.Name}' could never run: {reason}; change 'resources' or add a node");
        var sweep = await store.CreateAsync(new NewSweep(Id, spec, cluster.Value.ClusterId), CancellationToken.None);
        if (!IsOurs(sweep))
            throw new UserErrorException(
                $"sweep '{spec.Name}' was submitted to cluster '{sweep.Cluster}' already; look for it there");
        await LoadAsync(sweep, CancellationToken.None);
    }

    public async Task PingAsync()
    {
        // The sweep may have belonged to another cluster when this activation began.
        if (_run is null) await FindAsync(CancellationToken.None);
        else _run.Wake();
    }

    public Task OfferAsync(ImmutableArray<Lease> leases)
    {
        _run?.Starter.UseAsync(leases).Ignore();
        return Task.CompletedTask;
    }

    public Task AttemptEndedAsync(AttemptReport report) => _run?.Ends.ReportedAsync(report) ?? Task.CompletedTask;

    // A sweep that is not decided here does not need the attempt.
    public Task<RungAnswer> RungReachedAsync(RungReport report) =>
        _run?.Rungs.ReachedAsync(report) ?? Task.FromResult(RungAnswer.Stop);

    public async Task EndAsync(EndMode mode) => await (await CommandsAsync()).EndAsync(mode);

    public async Task ExtendAsync(int runCap) => await (await CommandsAsync()).ExtendAsync(runCap);

    public async Task RaiseBudgetAsync(double? seconds, double? deviceHours, int? noBetterAfter, int? runCap) =>
        await (await CommandsAsync()).RaiseBudgetAsync(new(seconds, deviceHours, noBetterAfter, runCap));

    public async Task EnqueueAsync(ImmutableArray<Assignment> assignments) =>
        await (await CommandsAsync()).EnqueueAsync(assignments);

    public async Task<ImmutableArray<int>> RetryAsync(ImmutableArray<int> trials) =>
        await (await CommandsAsync()).RetryAsync(trials);

    public async Task<ImmutableArray<int>> ConfirmAsync(int top, int repeats) =>
        await (await CommandsAsync()).ConfirmAsync(top, repeats);

    public async Task PauseAsync(bool paused) => await (await CommandsAsync()).PauseAsync(paused);

    public async Task LimitAsync(int? most) => await (await CommandsAsync()).LimitAsync(most);

    public async Task<OutsideOffer> ClaimAsync(OutsideClaim claim) =>
        await Outside(await RunAsync()).ClaimAsync(claim);

    public async Task<OutsideAnswer?> TellAsync(OutsideMessage message) =>
        await Outside(await RunAsync()).TellAsync(message);

    private static OutsideWorkers Outside(SweepRun run) => run.Outside ?? throw new UserErrorException(
        $"sweep '{run.Name}' trains its trials itself; only one with 'workload: outside' gives them to workers");

    private async Task<UserCommands> CommandsAsync() => (await RunAsync()).Commands;

    private async Task<SweepRun> RunAsync()
    {
        if (_run is null)
        {
            await registry.AdoptAsync(Id, cluster.Value.ClusterId, CancellationToken.None);
            await FindAsync(CancellationToken.None);
        }

        return _run
            ?? throw new UserErrorException($"there is no sweep '{Id}' here; 'experiments ls' lists those there are");
    }

    /// <summary>Makes sure that a specification can be searched, before anything of it is stored.</summary>
    private static void Check(SweepSpec spec)
    {
        try
        {
            SweepSpecJson.RefuseNewer(spec);
            SearchCore.Begin(spec.Search);
        }
        catch (Exception refused) when (refused is NotSupportedException or ArgumentException)
        {
            throw new UserErrorException($"the sweep cannot be run: {refused.Message}", refused);
        }
    }

    private async Task FindAsync(CancellationToken cancel)
    {
        if (await store.FindAsync(Id, cancel) is { } sweep && IsOurs(sweep)) await LoadAsync(sweep, cancel);
    }

    private bool IsOurs(StoredSweep sweep) => sweep.Cluster == cluster.Value.ClusterId;

    private async Task LoadAsync(StoredSweep sweep, CancellationToken cancel)
    {
        var history = await SweepHistory.LoadAsync(store, sweep, cancel);
        // Two concurrent submits may both get here; the first run stays.
        _run ??= runs.Create(sweep, history, GrainFactory, DeactivateOnIdle);
        _run.Wake();
    }
}
