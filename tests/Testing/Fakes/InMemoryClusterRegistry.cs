using Experiments.Contracts.Ports.Persistence;

namespace Experiments.Testing.Fakes;

/// <summary>An <see cref="IClusterRegistry"/> without a database, with the clock of the test.</summary>
public sealed class InMemoryClusterRegistry(InMemoryTables tables, TimeProvider time) : IClusterRegistry
{
    public Task<bool> BeatAsync(SiloBeat beat, CancellationToken cancel)
    {
        lock (tables.Lock)
        {
            tables.Silos[beat.Silo] = new InMemoryTables.SiloEntry(beat, time.GetUtcNow(), false);
            return Task.FromResult(tables.Drained.Contains((beat.Cluster, beat.Node)));
        }
    }

    public Task<bool> DrainAsync(string cluster, string node, bool drained, CancellationToken cancel)
    {
        lock (tables.Lock)
        {
            return Task.FromResult(
                drained ? tables.Drained.Add((cluster, node)) : tables.Drained.Remove((cluster, node)));
        }
    }

    public Task<bool> IsDrainedAsync(string cluster, string node, CancellationToken cancel)
    {
        lock (tables.Lock) return Task.FromResult(tables.Drained.Contains((cluster, node)));
    }

    public Task<IReadOnlyList<SiloReach>> ListReachAsync(string cluster, CancellationToken cancel)
    {
        var longAgo = time.GetUtcNow() - SiloBeat.Lifetime;
        lock (tables.Lock)
            return Task.FromResult<IReadOnlyList<SiloReach>>(
            [
                .. tables.Silos.Values
                    .Where(silo => silo.Beat.Cluster == cluster && !silo.Left && silo.BeatAt > longAgo)
                    .Select(silo => new SiloReach(silo.Beat.Silo, silo.Beat.Node, silo.Beat.Http, silo.Beat.Unreached)),
            ]);
    }

    public Task LeaveAsync(string silo, CancellationToken cancel)
    {
        lock (tables.Lock)
        {
            if (tables.Silos.TryGetValue(silo, out var entry)) tables.Silos[silo] = entry with { Left = true };
        }

        return Task.CompletedTask;
    }

    public Task<bool> HasLeftAsync(string silo, CancellationToken cancel)
    {
        lock (tables.Lock) return Task.FromResult(tables.Silos.TryGetValue(silo, out var entry) && entry.Left);
    }

    public Task<IReadOnlyList<string>> AdoptOrphansAsync(string cluster, CancellationToken cancel)
    {
        lock (tables.Lock)
        {
            var orphans = tables.Sweeps
                .Where(sweep => sweep.IsUnfinished && sweep.Stored.Cluster != cluster && !Lives(sweep))
                .ToList();
            foreach (var sweep in orphans) sweep.Stored = sweep.Stored with { Cluster = cluster };
            return Task.FromResult<IReadOnlyList<string>>([.. orphans.Select(sweep => sweep.Stored.Id)]);
        }
    }

    public Task<bool> AdoptAsync(string sweep, string cluster, CancellationToken cancel)
    {
        lock (tables.Lock)
        {
            var orphan = tables.Sweeps.SingleOrDefault(
                entry => entry.Stored.Id == sweep && entry.Stored.Cluster != cluster && !Lives(entry));
            if (orphan is not null) orphan.Stored = orphan.Stored with { Cluster = cluster };
            return Task.FromResult(orphan is not null);
        }
    }

    private bool Lives(InMemoryTables.SweepEntry sweep)
    {
        var longAgo = time.GetUtcNow() - SiloBeat.Lifetime;
        var silos = tables.Silos.Values.Where(silo => silo.Beat.Cluster == sweep.Stored.Cluster).ToList();
        return silos.Count == 0 ? sweep.CreatedAt > longAgo : silos.Any(silo => !silo.Left && silo.BeatAt > longAgo);
    }
}
