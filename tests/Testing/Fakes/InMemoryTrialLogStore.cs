using System.Collections.Immutable;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Sweeps;

namespace Experiments.Testing.Fakes;

/// <summary>An <see cref="ITrialLogStore"/> without a database.</summary>
public sealed class InMemoryTrialLogStore : ITrialLogStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(TrialId, int), SortedDictionary<long, LogPart>> _logs = [];

    public Task AppendAsync(TrialId trial, int attempt, ImmutableArray<LogPart> parts, CancellationToken cancel)
    {
        lock (_lock)
        {
            if (!_logs.TryGetValue((trial, attempt), out var log)) _logs[(trial, attempt)] = log = [];
            foreach (var part in parts) log.TryAdd(part.Offset, part);
            if (!parts.IsEmpty)
                foreach (var part in log.Values.Where(part => LogLimits.LeaveOut(part, parts[^1].End)).ToList())
                    log.Remove(part.Offset);
        }

        return Task.CompletedTask;
    }

    /// <summary>Returns the stored parts of an attempt's log in order.</summary>
    public IReadOnlyList<LogPart> Read(TrialId trial, int attempt, long from = 0)
    {
        lock (_lock)
            return _logs.TryGetValue((trial, attempt), out var log)
                ? [.. log.Values.Where(part => part.Offset >= from)]
                : [];
    }
}
