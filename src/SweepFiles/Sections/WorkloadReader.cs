using Experiments.Contracts.Messages;
using Experiments.Contracts.Sweeps;
using Experiments.Contracts.Workloads;
using Experiments.SweepFiles.Keys;

namespace Experiments.SweepFiles.Sections;

/// <summary>Reads the workload of each trial: <c>workload</c> and <c>dataset</c>, or a program.</summary>
internal static class WorkloadReader
{
    private const string AssemblyEnd = ".dll:";

    /// <summary>Reads the workload, which is null if an error was added, and the schema of a built-in one.</summary>
    /// <param name="keys">The keys of the sweep file.</param>
    /// <param name="folder">The absolute path of the sweep file's folder, to which paths are relative.</param>
    /// <param name="errors">Receives the errors.</param>
    public static (WorkloadSpec? Spec, WorkloadSchema? Schema) Read(Section keys, string folder, ErrorList errors)
    {
        var isProgram = ProgramReader.IsThere(keys);
        if (!isProgram
            && !keys.Require(SweepKeys.Workload, "'program: train.py', or 'workload: mlp' for a built-in one", out _))
            return default;
        if (isProgram && keys.Has(SweepKeys.Workload))
            errors.Add(keys.PositionOf(SweepKeys.Workload), "give either 'workload' or 'program'/'command', not both");
        if (isProgram) return (ProgramReader.Read(keys, folder, errors), null);
        ProgramReader.RefuseRest(keys, errors);

        keys.TryGet(SweepKeys.Workload, out var name);
        if (name == WorkloadSpec.Outside.Name) return (ReadOutside(keys, errors), null);
        return name!.Contains(AssemblyEnd, StringComparison.Ordinal)
            ? (ReadAssembly(name, keys, folder, errors), null)
            : ReadBuiltIn(name, ReadDataset(keys, errors), keys, errors);
    }

    private static (WorkloadSpec?, WorkloadSchema?) ReadBuiltIn(
        string name, string? dataset, Section keys, ErrorList errors)
    {
        var at = keys.ValuePositionOf(SweepKeys.Workload);
        if (BuiltInWorkloads.Find(name) is not { } schema)
        {
            var names = BuiltInWorkloads.All.Select(known => known.Name).ToArray();
            errors.Add(at,
                $"there is no workload {Quote.Text(name)} (one of your own is named 'Assembly.dll:Type', and "
                + "'outside' is for trials that other programs ask for)"
                + Spelling.HintOrList(name, names));
            return default;
        }
        if (schema.NeedsDataset && !keys.Has(SweepKeys.Dataset))
            errors.Add(
                at,
                $"workload '{name}' needs a 'dataset': one of {string.Join(", ", BuiltInWorkloads.Datasets)}");
        if (!schema.NeedsDataset && keys.Has(SweepKeys.Dataset))
            errors.Add(keys.PositionOf(SweepKeys.Dataset), $"workload '{name}' takes no 'dataset'");
        return (new WorkloadSpec.BuiltIn(name, dataset), schema);
    }

    private static WorkloadSpec.FromAssembly ReadAssembly(string name, Section keys, string folder, ErrorList errors)
    {
        var at = keys.ValuePositionOf(SweepKeys.Workload);
        if (keys.Has(SweepKeys.Dataset))
            errors.Add(
                keys.PositionOf(SweepKeys.Dataset), "a workload of your own reads its own data; leave 'dataset' out");
        var split = name.IndexOf(AssemblyEnd, StringComparison.Ordinal) + AssemblyEnd.Length - 1;
        var type = name[(split + 1)..];
        if (split == AssemblyEnd.Length - 1 || string.IsNullOrWhiteSpace(type))
            errors.Add(at, $"a workload of your own is named 'Assembly.dll:Type', but here is {Quote.Text(name)}");
        var assembly = Path.GetFullPath(name[..split], folder);
        if (!File.Exists(assembly))
            errors.Lacks(at, $"this machine has no '{assembly}'; build it, or correct 'workload'");
        return new(assembly, type);
    }

    private static WorkloadSpec.Outside ReadOutside(Section keys, ErrorList errors)
    {
        if (keys.Has(SweepKeys.Dataset))
            errors.Add(keys.PositionOf(SweepKeys.Dataset), "workers outside read their own data; leave 'dataset' out");
        if (keys.Has(SweepKeys.Checkpoint))
            errors.Add(
                keys.PositionOf(SweepKeys.Checkpoint),
                "workers outside keep their checkpoints themselves; leave 'checkpoint' out");
        return new();
    }

    private static string? ReadDataset(Section keys, ErrorList errors)
    {
        if (!keys.TryGet(SweepKeys.Dataset, out var name)) return null;
        if (!BuiltInWorkloads.Datasets.Contains(name))
            errors.Add(keys.ValuePositionOf(SweepKeys.Dataset),
                $"there is no dataset {Quote.Text(name)}{Spelling.HintOrList(name, BuiltInWorkloads.Datasets)}");
        return name;
    }
}
