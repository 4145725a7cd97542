using Experiments.Contracts.Sweeps;
using Experiments.SweepFiles.Keys;

namespace Experiments.SweepFiles.Sections;

/// <summary>Reads <c>resources</c> and <c>checkpoint</c>.</summary>
internal static class ResourcesReader
{
    /// <summary>Reads the resources, with defaults for values that are missing or wrong.</summary>
    public static ResourceSpec Read(Section sweep, ErrorList errors)
    {
        var defaults = new ResourceSpec();
        if (!sweep.TryGet(SweepKeys.Resources, out var mapping)) return defaults;
        var keys = new Section(mapping, ResourceKeys.All, "resources", errors);
        return new()
        {
            Gpu = keys.Get(ResourceKeys.Gpu, defaults.Gpu),
            Cpu = keys.Get(ResourceKeys.Cpu, defaults.Cpu),
            Pool = keys.Get(ResourceKeys.Pool, defaults.Pool),
            Priority = (int)keys.Get(ResourceKeys.Priority, defaults.Priority),
            Weight = keys.Get(ResourceKeys.Weight, defaults.Weight),
        };
    }

    /// <summary>Reads the number of epochs between checkpoints.</summary>
    public static int ReadCheckpoint(Section sweep, ErrorList errors)
    {
        if (!sweep.TryGet(SweepKeys.Checkpoint, out var mapping)) return 1;
        var keys = new Section(mapping, ResourceKeys.Checkpoint, "checkpoint", errors);
        return (int)keys.Get(ResourceKeys.EveryEpochs, 1);
    }
}
