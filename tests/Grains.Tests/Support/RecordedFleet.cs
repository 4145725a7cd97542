using System.Reflection;
using Experiments.Contracts.Grains;

namespace Experiments.Grains.Tests.Support;

/// <summary>
/// A fleet that grants nothing and records the messages that it receives. A proxy, because no second class of the
/// project may implement a grain interface.
/// </summary>
public class RecordedFleet : DispatchProxy
{
    private readonly List<object> _told = [];

    /// <summary>The messages that it received, including those that it did not answer.</summary>
    public IReadOnlyList<object> Told => _told;

    /// <summary>The exception that it answers with, or null if it answers normally.</summary>
    public Exception? Away { get; set; }

    /// <summary>Creates a fleet, with the list of the messages that it receives.</summary>
    public static (IFleetGrain Fleet, IReadOnlyList<object> Told) Create()
    {
        var fleet = Create<IFleetGrain, RecordedFleet>();
        return (fleet, ((RecordedFleet)(object)fleet)._told);
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        _told.Add(args![0]!);
        return Away is { } away ? Task.FromException(away) : Task.CompletedTask;
    }
}
