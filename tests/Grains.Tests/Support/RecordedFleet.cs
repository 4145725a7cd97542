using System.Reflection;
using Experiments.Contracts.Grains;

namespace Experiments.Grains.Tests.Support;

/// <summary>
/// A fleet that has nothing to grant and remembers what it was told. No class of ours may implement a grain twice.
/// </summary>
public class RecordedFleet : DispatchProxy
{
    private readonly List<object> _told = [];

    /// <summary>What it was told, those things among it that it did not answer.</summary>
    public IReadOnlyList<object> Told => _told;

    /// <summary>What it answers with; null: it has heard.</summary>
    public Exception? Away { get; set; }

    /// <summary>A new one, and what it will have been told.</summary>
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
