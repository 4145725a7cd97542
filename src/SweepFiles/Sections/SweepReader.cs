using System.Collections.Immutable;
using Experiments.Contracts.Sweeps;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;
using Experiments.SweepFiles.Checks;
using Experiments.SweepFiles.Keys;
using Experiments.SweepFiles.Parameters;
using Experiments.SweepFiles.Yaml;

namespace Experiments.SweepFiles.Sections;

/// <summary>Reads a whole sweep: each section with its own reader, then checks that the sections agree.</summary>
internal static class SweepReader
{
    /// <summary>Reads the sweep. Returns null if an error was added.</summary>
    public static SweepSpec? Read(Node root, string fileName, ErrorList errors)
    {
        if (root is not Node.Mapping mapping)
        {
            errors.Add(root.At, $"a sweep file is a mapping with keys such as 'method', but here is {root.Describe()}");
            return null;
        }
        if (ForeignFile.Explain(mapping) is var (at, message))
        {
            errors.Add(at, message);
            return null;
        }
        var keys = new Section(mapping, SweepKeys.All, null, errors);
        var name = ReadName(keys, fileName, errors);
        var workload = WorkloadReader.Read(keys, FolderOf(fileName), errors);
        var parameters = ReadParameters(keys, workload.Schema, errors);
        MacrosCheck.Run(keys, parameters, errors);
        var method = ReadMethod(keys, parameters, errors);
        var metric = MetricReader.Read(keys, workload.Schema, method, errors);
        DistributionDoubts.Run(parameters, workload.Schema is not null, errors);
        ValueDoubts.Run(parameters, method, errors);
        var space = SumsReader.Read(keys, SpaceOf(parameters), method, errors);
        var repeats = RepeatsReader.Read(keys, metric, space, workload.Spec, errors);
        var checkpoint = ResourcesReader.ReadCheckpoint(
            keys, metric.Name.Length > 0, metric.More is not null || repeats is not null, errors);
        var spec = new SweepSpec
        {
            Name = name,
            Description = keys.TryGet(SweepKeys.Description, out var description) ? description : null,
            Workload = workload.Spec!,
            Metric = metric.Name,
            ObjectiveAt = metric.At,
            Search = new SearchSpec
            {
                Version = AlgorithmVersions.Newest,
                Space = space,
                Method = method,
                Seed = keys.Get(SweepKeys.Seed, 0),
                Goal = metric.Goal,
                Target = metric.Target,
                MoreObjectives = metric.More,
                Constraints = ConstraintsReader.Read(keys, space, workload.Schema, errors),
                RunCap = ReadCount(keys, SweepKeys.RunCap),
                Repeats = repeats,
                Enqueue = EnqueuedReader.ReadEnqueue(keys, space, errors),
                MaxRestarts = (int)keys.Get(SweepKeys.MaxRestarts, 3),
                Budget = BudgetReader.Read(keys, metric.Name.Length > 0, errors),
                EarlyTermination = EarlyTerminationReader.Read(keys, workload.Schema, errors),
            },
            WarmStart = EnqueuedReader.ReadWarmStart(keys, method, errors),
            MaxConcurrentTrials = ReadCount(keys, SweepKeys.MaxConcurrentTrials),
            Resources = ResourcesReader.Read(keys, workload.Spec is WorkloadSpec.Outside, errors),
            CheckpointEveryEpochs = checkpoint.EveryEpochs,
            KeepCheckpoints = checkpoint.Keep,
        };
        // The spec lacks the parts that could not be read, each of which is an error.
        return errors.Any ? null : spec;
    }

    private static string FolderOf(string fileName) =>
        Path.GetFullPath(Path.Combine(Environment.CurrentDirectory, fileName, ".."));

    private static string ReadName(Section keys, string fileName, ErrorList errors)
    {
        if (keys.Has(SweepKeys.Name)) return keys.Get(SweepKeys.Name, "");
        var name = Path.GetFileNameWithoutExtension(fileName);
        if (!SweepKeys.NameRule.Allows(name))
            errors.Add(
                Position.WholeFile,
                $"'name' is missing, and the file's own name is not {SweepKeys.NameRule.Takes}");
        return name;
    }

    private static ImmutableArray<LocatedParameter> ReadParameters(
        Section keys, WorkloadSchema? schema, ErrorList errors)
    {
        if (!keys.TryGet(SweepKeys.Parameters, out var mapping)) return [];
        var parameters = ParametersReader.Read(mapping, errors);
        if (schema is not null) parameters = WorkloadParametersCheck.Resolve(parameters, schema, errors);
        DependencyCheck.Run(parameters, errors);
        return ConditionValuesCheck.Resolve(parameters, errors);
    }

    private static SearchSpace SpaceOf(ImmutableArray<LocatedParameter> parameters) =>
        new(
        [
            .. parameters.Where(parameter => parameter.Distribution is not null)
                .Select(parameter => parameter.ToParameter()),
        ]);

    private static SearchMethod ReadMethod(Section keys, ImmutableArray<LocatedParameter> parameters, ErrorList errors)
    {
        if (!keys.Has(SweepKeys.Method)) return SearchMethod.Auto;
        if (!keys.TryGet(SweepKeys.Method, out var method)) return method;
        if (method == SearchMethod.Grid)
            GridCheck.Run(parameters, keys.Has(SweepKeys.RunCap), keys.ValuePositionOf(SweepKeys.Method), errors);
        return method;
    }

    private static int? ReadCount(Section keys, Key<long> key) => keys.TryGet(key, out var count) ? (int)count : null;
}
