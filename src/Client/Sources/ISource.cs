namespace Experiments.Client.Sources;

/// <summary>
/// What commands read, from wherever it comes: the database itself (<see cref="DatabaseSource"/>) or the HTTP API of a
/// server (<see cref="ServerSource"/>). The answers are the same, so that commands show the same.
/// </summary>
internal interface ISource : IAsyncDisposable
{
    /// <summary>The sweeps, their trials and curves.</summary>
    ISweeps Sweeps { get; }

    /// <summary>What programs of trials left.</summary>
    IOutputs Outputs { get; }

    /// <summary>The nodes and the people.</summary>
    IFleet Fleet { get; }
}
