using Experiments.Contracts.Sweeps;
using Experiments.SweepFiles.Keys;

namespace Experiments.SweepFiles.Sections;

/// <summary>Reads <c>resources</c> and <c>checkpoint</c>.</summary>
internal static class ResourcesReader
{
    /// <summary>Reads the resources, with defaults for values that are missing or wrong.</summary>
    /// <param name="sweep">The keys of the sweep file.</param>
    /// <param name="outside">Whether workers outside the cluster train, so that trials need nothing of nodes.</param>
    /// <param name="errors">Receives the errors.</param>
    public static ResourceSpec Read(Section sweep, bool outside, ErrorList errors)
    {
        var defaults = outside ? new ResourceSpec { Cpu = 0 } : new ResourceSpec();
        if (!sweep.TryGet(SweepKeys.Resources, out var mapping)) return defaults;
        var keys = new Section(mapping, ResourceKeys.All, "resources", errors);
        if (outside) RefuseDevices(keys, errors);
        return new()
        {
            Gpu = keys.Get(ResourceKeys.Gpu, defaults.Gpu),
            Cpu = keys.Get(ResourceKeys.Cpu, defaults.Cpu),
            Pool = keys.Get(ResourceKeys.Pool, defaults.Pool),
            Priority = (int)keys.Get(ResourceKeys.Priority, defaults.Priority),
            Weight = keys.Get(ResourceKeys.Weight, defaults.Weight),
        };
    }

    private static void RefuseDevices(Section keys, ErrorList errors)
    {
        foreach (var key in new[] { ResourceKeys.Cpu, ResourceKeys.Gpu }.Where(keys.Has))
            errors.Add(
                keys.PositionOf(key),
                $"resources: workers outside bring their own devices; leave '{key.Name}' out");
    }

    /// <summary>
    /// Reads the number of epochs between checkpoints, and which are kept of trials that have ended.
    /// </summary>
    public static (int EveryEpochs, CheckpointKeep Keep) ReadCheckpoint(
        Section sweep, bool hasObjective, bool hasSeveral, ErrorList errors)
    {
        var preset = hasObjective && !hasSeveral ? CheckpointKeep.Best : CheckpointKeep.Last;
        if (!sweep.TryGet(SweepKeys.Checkpoint, out var mapping)) return (1, preset);
        var keys = new Section(mapping, ResourceKeys.Checkpoint, "checkpoint", errors);
        var keep = keys.Get(ResourceKeys.Keep, preset);
        if (keep == CheckpointKeep.Best && !hasObjective && !MetricReader.IsIn(sweep))
            errors.Add(
                keys.ValuePositionOf(ResourceKeys.Keep),
                "checkpoint: 'keep: best' needs a metric, since without one no trial is the best; write 'keep: last', "
                + "or add 'metric'");
        return ((int)keys.Get(ResourceKeys.EveryEpochs, 1), keep);
    }
}
