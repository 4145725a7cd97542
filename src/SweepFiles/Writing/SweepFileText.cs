using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Experiments.Contracts.Sweeps;
using Experiments.Search.Specs;

namespace Experiments.SweepFiles.Writing;

/// <summary>
/// Writes a sweep as a sweep file, which reads back as the same sweep. A file to share is without the values of
/// <c>env</c>.
/// </summary>
public static class SweepFileText
{
    // The text is not embedded in web pages, so HTML-sensitive characters need no escapes.
    private static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Returns the sweep file.</summary>
    /// <param name="spec">The sweep.</param>
    /// <param name="comments">The lines of the comment at the top.</param>
    /// <param name="shared">Whether the file is for other people.</param>
    public static string Write(SweepSpec spec, IEnumerable<string> comments, bool shared)
    {
        var search = spec.Search;
        var text = new StringBuilder();
        foreach (var comment in comments) Line(text, $"# {comment}");
        Line(text, $"name: {Quoted(spec.Name)}");
        if (spec.Description is { } description) Line(text, $"description: {Quoted(description)}");
        foreach (var line in WorkloadOf(spec.Workload, shared)) Line(text, line);
        Key("method", Word(search.Method));
        Key("seed", search.Seed);
        if (search.MoreObjectives is { } more)
            Key("metrics", ((MetricGoal[])[new(spec.Metric, search.Goal), .. more])
                .Select(metric => Keys(("name", metric.Metric), ("goal", Word(metric.Goal)))).ToArray());
        else if (spec.HasObjective)
            Key("metric", Keys(
                ("name", spec.Metric), ("goal", Word(search.Goal)),
                ("at", spec.ObjectiveAt is { } at ? Word(at) : null), ("target", search.Target)));
        Key("constraints", ConstraintMapping.Of(search));
        if (!search.Space.Parameters.IsEmpty) Line(text, "parameters:");
        foreach (var parameter in search.Space.Parameters)
            Line(text, $"  {Quoted(parameter.Name)}: {Value(ParameterMapping.Of(parameter))}");
        if (search.EarlyTermination is { } early) Key("early_terminate", Of(early));
        Key("run_cap", search.RunCap);
        Key("repeats", search.Repeats);
        if (search.Budget is { } budget)
            Key("budget", Keys(
                ("time", budget.Seconds is { } seconds ? BudgetText.Duration(seconds) : null),
                ("device_hours", budget.DeviceHours), ("no_better_after", budget.NoBetterAfter)));
        if (!search.Enqueue.IsEmpty) Line(text, "enqueue:");
        foreach (var assignment in search.Enqueue) Line(text, $"- {Value(Of(assignment))}");
        if (!spec.WarmStart.IsEmpty)
            Line(text, $"warm_start: [{string.Join(", ", spec.WarmStart.Select(Quoted))}]");
        Key("max_concurrent_trials", spec.MaxConcurrentTrials);
        Key("max_restarts", search.MaxRestarts);
        var isOutside = spec.Workload is WorkloadSpec.Outside;
        if (Of(spec.Resources, isOutside) is { Items: not [] } resources) Key("resources", resources);
        if (!isOutside)
            Key("checkpoint", Keys(
                ("every_epochs", spec.CheckpointEveryEpochs),
                ("keep", spec.KeepCheckpoints is { } keep ? Word(keep) : null)));
        return text.ToString();

        void Key(string name, object? value)
        {
            if (value is not null) Line(text, $"{name}: {Value(value)}");
        }
    }

    private static Mapping Of(EarlyTermination early) =>
        new([.. OfType(early).Items, .. Keys(("never_stopped", early.NeverStopped)).Items]);

    private static Mapping OfType(EarlyTermination early) => early switch
    {
        EarlyTermination.Asha asha => Keys(
            ("type", "asha"), ("time_attr", asha.TimeAttribute), ("grace_period", asha.GracePeriod),
            ("reduction_factor", asha.ReductionFactor), ("max_t", asha.MaxT), ("brackets", asha.Brackets),
            ("mode", asha.Stopping ? "stop" : "promote")),
        EarlyTermination.Hyperband band => Keys(
            ("type", "hyperband"), ("min_iter", band.MinIter),
            ("max_iter", band.MaxIter == int.MaxValue ? null : band.MaxIter),
            ("s", band.Brackets == 0 ? null : band.Brackets), ("eta", band.Eta), ("strict", band.Strict)),
        EarlyTermination.Median median => Keys(
            ("type", "median"), ("grace_period", median.GracePeriod), ("min_samples", median.MinSamples)),
        EarlyTermination.Plateau plateau => Keys(
            ("type", "plateau"), ("patience", plateau.Patience), ("min_delta", plateau.MinDelta)),
        _ => throw new ArgumentOutOfRangeException(nameof(early)),
    };

    private static Mapping Of(Assignment assignment) =>
        new([.. assignment.Select(pair => KeyValuePair.Create(pair.Key, (object?)pair.Value))]);

    // Workers outside bring their own devices.
    private static Mapping Of(ResourceSpec resources, bool isOutside)
    {
        var preset = new ResourceSpec();
        return Keys(
            ("gpu", isOutside ? null : resources.Gpu), ("cpu", isOutside ? null : resources.Cpu),
            ("pool", resources.Pool == preset.Pool ? null : resources.Pool),
            ("priority", resources.Priority == preset.Priority ? null : resources.Priority),
            ("weight", resources.Weight == preset.Weight ? null : resources.Weight));
    }

    // Without the keys that have no value.
    private static Mapping Keys(params ReadOnlySpan<(string Key, object? Value)> entries) =>
        new([.. entries.ToArray().Where(entry => entry.Value is not null)
            .Select(entry => KeyValuePair.Create(entry.Key, entry.Value))]);

    private static string Word(Enum word) => word.ToString().ToLowerInvariant();

    private static string Value(object? value) => value switch
    {
        Mapping mapping =>
            $"{{{string.Join(", ", mapping.Items.Select(item => $"{Quoted(item.Key)}: {Value(item.Value)}"))}}}",
        Mapping[] list => $"[{string.Join(", ", list.Select(Value))}]",
        ParameterValue.Text text => Quoted(text.Value),
        ParameterValue.List list => $"[{string.Join(", ", list.Items.Select(Value))}]",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        string text => Quoted(text),
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static IEnumerable<string> WorkloadOf(WorkloadSpec workload, bool shared) => workload switch
    {
        WorkloadSpec.BuiltIn { Dataset: { } dataset } builtIn => [$"workload: {builtIn.Name}", $"dataset: {dataset}"],
        WorkloadSpec.BuiltIn builtIn => [$"workload: {builtIn.Name}"],
        WorkloadSpec.FromAssembly own => [$"workload: {Quoted($"{own.Assembly}:{own.Type}")}"],
        WorkloadSpec.Program program => ProgramOf(program, shared),
        WorkloadSpec.Outside => [$"workload: {WorkloadSpec.Outside.Name}"],
        _ => throw new ArgumentOutOfRangeException(nameof(workload), workload, "Not a workload."),
    };

    private static IEnumerable<string> ProgramOf(WorkloadSpec.Program program, bool shared)
    {
        if (program.File is { } file) yield return $"program: {Quoted(file)}";
        yield return $"command: [{string.Join(", ", program.Command.Select(Quoted))}]";
        yield return $"working_directory: {Quoted(program.Directory)}";
        // Literal values are not shared, since they were meant for the author's machines.
        if (!program.Environment.IsEmpty)
        {
            var pairs = (shared ? SecretNames.Shared(program.Environment) : program.Environment)
                .Select(pair => $"{Quoted(pair.Key)}: {VariableOf(pair.Key, pair.Value)}");
            yield return $"env: {{{string.Join(", ", pairs)}}}";
        }

        if (program.TimeLimit is { } limit)
            yield return string.Create(CultureInfo.InvariantCulture, $"time_limit: {limit.TotalSeconds:0.#######}s");
        if (program.MemoryLimit is { } bytes) yield return $"memory: {SizeOf(bytes)}";
        if (program.Shim is ProgramShim.WandbIfMissing) yield return "shim: wandb_if_missing";
        else if (program.Shim is not ProgramShim.None) yield return $"shim: {Word(program.Shim)}";
    }

    // A text that only looks like a secret was marked as such.
    private static string VariableOf(string name, string value) =>
        SecretNames.IsWrittenOut(name, value) ? $"{{value: {Quoted(value)}}}" : Quoted(value);

    private static string SizeOf(long bytes) => bytes % (1 << 20) == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes >> 20}MiB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.#########}GB");

    // A word is written plain; everything else is quoted as in JSON, which is valid YAML.
    private static string Quoted(string text) =>
        text.Length > 0 && char.IsAsciiLetter(text[0])
        && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_')
        && text.ToLowerInvariant()
            is not ("true" or "false" or "null" or "yes" or "no" or "on" or "off" or "y" or "n")
            ? text
            : JsonSerializer.Serialize(text, Readable);

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');
}
