using Experiments.Client.Connecting;

namespace Experiments.Client.Sources;

/// <summary>The database itself.</summary>
internal sealed class DatabaseSource(SweepDatabase database) : ISource
{
    public ISweeps Sweeps => new DatabaseSweeps(database);

    public IOutputs Outputs => new DatabaseOutputs(database);

    public IFleet Fleet => new DatabaseFleet(database);

    public ValueTask DisposeAsync() => database.DisposeAsync();
}
