using System.Collections.Immutable;
using Experiments.Contracts.Grains;
using Experiments.Grains.Attempts;

namespace Experiments.Grains.Tests.Support;

/// <summary>A node that only records which attempts freed their share and ended.</summary>
internal sealed class NodeStub : IAttemptNode
{
    public List<Attempt> Freed { get; } = [];

    public List<Attempt> Forgotten { get; } = [];

    /// <summary>An attempt at trial 0 on a node of its own.</summary>
    public static Attempt Start(int attempt = 1, bool waits = false, NodeStub? node = null)
    {
        var lease = new Lease { Id = new LeaseId(Guid.Empty, 1), Silo = "silo", Device = "cpu", Cpu = 1, Gpu = 0 };
        return new(
            new AttemptKey("sweep", 0, attempt, "silo"), Beats.Claim(lease, attempt: attempt), waits, node
                ?? new NodeStub());
    }

    public Attempt? TryAdmit(Claim claim) => throw new NotSupportedException();

    public Attempt? Find(AttemptKey key) => throw new NotSupportedException();

    public ImmutableArray<Attempt> Free(Attempt attempt)
    {
        Freed.Add(attempt);
        return [];
    }

    public void Forget(Attempt attempt) => Forgotten.Add(attempt);
}
