using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Experiments.Contracts.Sweeps;
using Experiments.Search.Events;
using Experiments.Search.Spaces;

namespace Experiments.Client.Sharing;

/// <summary>
/// Writes a sweep of one trial as a sweep file to share. It reads back as the same sweep, except for the values of
/// <c>env</c>, which are not shared.
/// </summary>
internal static class SweepFileText
{
    // The text is not embedded in web pages, so HTML-sensitive characters need no escapes.
    private static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Returns the sweep file.</summary>
    /// <param name="spec">A sweep whose parameters are constants, see <see cref="OneTrialSweep"/>.</param>
    /// <param name="comments">The lines of the comment at the top.</param>
    public static string Write(SweepSpec spec, IEnumerable<string> comments)
    {
        var text = new StringBuilder();
        foreach (var comment in comments) Line(text, $"# {comment}");
        Line(text, $"name: {Quoted(spec.Name)}");
        if (spec.Description is { } description) Line(text, $"description: {Quoted(description)}");
        foreach (var line in WorkloadOf(spec.Workload)) Line(text, line);
        Line(text, $"method: {spec.Search.Method.ToString().ToLowerInvariant()}");
        Line(text, string.Create(CultureInfo.InvariantCulture, $"seed: {spec.Search.Seed}"));
        if (spec.HasObjective)
            Line(text,
                $"metric: {{name: {Quoted(spec.Metric)}, goal: {spec.Search.Goal.ToString().ToLowerInvariant()}}}");
        if (!spec.Search.Space.Parameters.IsEmpty) Line(text, "parameters:");
        foreach (var parameter in spec.Search.Space.Parameters)
        {
            var value = ((Distribution.Constant)parameter.Distribution).Value;
            Line(text, $"  {Quoted(parameter.Name)}: {{value: {JsonSerializer.Serialize(value, SearchJson.Options)}}}");
        }

        Line(text, string.Create(CultureInfo.InvariantCulture, $"max_restarts: {spec.Search.MaxRestarts}"));
        Line(text,
            string.Create(
                CultureInfo.InvariantCulture,
                $"resources: {{gpu: {spec.Resources.Gpu:R}, cpu: {spec.Resources.Cpu:R}}}"));
        var keep = spec.KeepCheckpoints is { } which ? $", keep: {which.ToString().ToLowerInvariant()}" : "";
        Line(text, string.Create(
            CultureInfo.InvariantCulture, $"checkpoint: {{every_epochs: {spec.CheckpointEveryEpochs}{keep}}}"));
        return text.ToString();
    }

    private static IEnumerable<string> WorkloadOf(WorkloadSpec workload) => workload switch
    {
        WorkloadSpec.BuiltIn { Dataset: { } dataset } builtIn => [$"workload: {builtIn.Name}", $"dataset: {dataset}"],
        WorkloadSpec.BuiltIn builtIn => [$"workload: {builtIn.Name}"],
        WorkloadSpec.FromAssembly own => [$"workload: {Quoted($"{own.Assembly}:{own.Type}")}"],
        WorkloadSpec.Program program => ProgramOf(program),
        _ => throw new ArgumentOutOfRangeException(nameof(workload), workload, "Not a workload."),
    };

    private static IEnumerable<string> ProgramOf(WorkloadSpec.Program program)
    {
        if (program.File is { } file) yield return $"program: {Quoted(file)}";
        yield return $"command: [{string.Join(", ", program.Command.Select(Quoted))}]";
        yield return $"working_directory: {Quoted(program.Directory)}";
        // Literal values are left out, since they were meant for the author's machines.
        if (!program.Environment.IsEmpty)
        {
            var pairs = SecretNames.Shared(program.Environment)
                .Select(pair => $"{Quoted(pair.Key)}: {Quoted(pair.Value)}");
            yield return $"env: {{{string.Join(", ", pairs)}}}";
        }

        if (program.TimeLimit is { } limit)
            yield return string.Create(CultureInfo.InvariantCulture, $"time_limit: {limit.TotalSeconds:0.#######}s");
        if (program.MemoryLimit is { } bytes) yield return $"memory: {SizeOf(bytes)}";
    }

    private static string SizeOf(long bytes) => bytes % (1 << 20) == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes >> 20}MiB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.#########}GB");

    // A word is written plain; everything else is quoted as in JSON, which is valid YAML.
    private static string Quoted(string text) =>
        text.Length > 0 && char.IsAsciiLetter(text[0])
        && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_')
        && text is not ("true" or "false" or "null" or "yes" or "no" or "on" or "off" or "y" or "n")
            ? text
            : JsonSerializer.Serialize(text, Readable);

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');
}
