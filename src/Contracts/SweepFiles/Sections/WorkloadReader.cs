using Experiments.Contracts.SweepFiles.Keys;
using Experiments.Contracts.SweepFiles.Rules;
using Experiments.Contracts.Sweeps;
using Experiments.Contracts.Workloads;

namespace Experiments.Contracts.SweepFiles.Sections;

/// <summary>Reads what each trial runs: <c>workload</c> and <c>dataset</c>, or <c>program</c> and <c>command</c>.</summary>
internal static class WorkloadReader
{
    private const string AssemblyEnd = ".dll:";

    /// <summary>The workload (null: an error was added) and, for a built-in one, what it takes.</summary>
    public static (WorkloadSpec? Spec, WorkloadSchema? Schema) Read(Section keys, ErrorList errors)
    {
        var isProgram = keys.Has(SweepKeys.Program) || keys.Has(SweepKeys.Command);
        if (!isProgram && !keys.Require(SweepKeys.Workload, "'workload: mlp'", out _)) return default;
        if (isProgram && keys.Has(SweepKeys.Workload))
            errors.Add(keys.PositionOf(SweepKeys.Workload), "give either 'workload' or 'program'/'command', not both");
        if (isProgram) return (ReadProgram(keys, errors), null);

        var dataset = ReadDataset(keys, errors);
        keys.TryGet(SweepKeys.Workload, out var name);
        return name!.Contains(AssemblyEnd, StringComparison.Ordinal)
            ? (ReadAssembly(name, dataset, keys, errors), null)
            : ReadBuiltIn(name, dataset, keys, errors);
    }

    private static (WorkloadSpec?, WorkloadSchema?) ReadBuiltIn(string name, string? dataset, Section keys, ErrorList errors)
    {
        var at = keys.ValuePositionOf(SweepKeys.Workload);
        if (BuiltInWorkloads.Find(name) is not { } schema)
        {
            var names = BuiltInWorkloads.All.Select(known => known.Name).ToArray();
            errors.Add(at,
                $"there is no workload {Quote.Text(name)} (one of your own is named 'Assembly.dll:Type')"
                + Spelling.HintOrList(name, names));
            return default;
        }
        if (schema.NeedsDataset && !keys.Has(SweepKeys.Dataset))
            errors.Add(at, $"workload '{name}' needs a 'dataset': one of {string.Join(", ", BuiltInWorkloads.Datasets)}");
        if (!schema.NeedsDataset && keys.Has(SweepKeys.Dataset))
            errors.Add(keys.PositionOf(SweepKeys.Dataset), $"workload '{name}' takes no 'dataset'");
        return (new WorkloadSpec.BuiltIn(name, dataset), schema);
    }

    private static WorkloadSpec.FromAssembly ReadAssembly(string name, string? dataset, Section keys, ErrorList errors)
    {
        var at = keys.ValuePositionOf(SweepKeys.Workload);
        NotBuilt.Refuse("workload of an assembly", at, errors);
        var split = name.IndexOf(AssemblyEnd, StringComparison.Ordinal) + AssemblyEnd.Length - 1;
        var type = name[(split + 1)..];
        if (split == AssemblyEnd.Length - 1 || string.IsNullOrWhiteSpace(type))
            errors.Add(at, $"a workload of your own is named 'Assembly.dll:Type', but here is {Quote.Text(name)}");
        return new(name[..split], type, dataset);
    }

    private static string? ReadDataset(Section keys, ErrorList errors)
    {
        if (!keys.TryGet(SweepKeys.Dataset, out var name)) return null;
        if (!BuiltInWorkloads.Datasets.Contains(name))
            errors.Add(keys.ValuePositionOf(SweepKeys.Dataset),
                $"there is no dataset {Quote.Text(name)}{Spelling.HintOrList(name, BuiltInWorkloads.Datasets)}");
        return name;
    }

    private static WorkloadSpec.Program ReadProgram(Section keys, ErrorList errors)
    {
        var first = keys.Has(SweepKeys.Program) ? SweepKeys.Program : (Key)SweepKeys.Command;
        NotBuilt.Refuse("program", keys.PositionOf(first), errors);
        if (keys.Has(SweepKeys.Dataset))
            errors.Add(keys.PositionOf(SweepKeys.Dataset), "a program reads its own data; leave 'dataset' out");
        var file = keys.TryGet(SweepKeys.Program, out var program) ? program : null;
        if (!keys.TryGet(SweepKeys.Command, out var command)) return new(file, CommandMacros.DefaultCommand);
        foreach (var word in command.Where(word => word.Value.Contains(CommandMacros.Program, StringComparison.Ordinal)))
        {
            if (!keys.Has(SweepKeys.Program)) errors.Add(word.At, "the command names ${program}, but 'program' is missing");
        }
        return new(file, [.. command.Select(word => word.Value)]);
    }
}
