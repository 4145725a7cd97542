using Experiments.Contracts.Ports.Persistence;

namespace Experiments.Testing.Fakes;

/// <summary>The outages of a database that always answers.</summary>
public sealed class NoOutages : IOutages
{
    public bool Explain(Exception failure, string what) => false;

    public void Answered() { }
}
