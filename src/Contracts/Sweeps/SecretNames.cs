using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Experiments.Contracts.Sweeps;

/// <summary>Which environment variables hold secrets, as their names tell. See docs/adr/0027.</summary>
public static partial class SecretNames
{
    // What a node, its database's client and its telemetry read, and the programs of trials need not know.
    private static readonly FrozenSet<string> OfNodes = FrozenSet.Create(
        "EXPERIMENTS_DATABASE", "DATABASE_URL", "PGPASSWORD", "PGPASSFILE", "PGSERVICEFILE", "PGSSLKEY",
        "OTEL_EXPORTER_OTLP_HEADERS", "OTEL_EXPORTER_OTLP_TRACES_HEADERS", "OTEL_EXPORTER_OTLP_METRICS_HEADERS",
        "OTEL_EXPORTER_OTLP_LOGS_HEADERS", "OTEL_EXPORTER_OTLP_CLIENT_KEY");

    /// <summary>
    /// Whether a node keeps this variable from the programs of trials: its own secrets, and whatever begins with
    /// <c>EXPERIMENTS_</c> and looks like one.
    /// </summary>
    public static bool IsKeptByNodes(string name) =>
        OfNodes.Contains(name) || (name.StartsWith("EXPERIMENTS_", StringComparison.Ordinal) && LooksSecret(name));

    /// <summary>Whether a name looks like that of a secret, such as <c>WANDB_API_KEY</c>, <c>HF_TOKEN</c> or <c>dbPassword</c>.</summary>
    public static bool LooksSecret(string name) => Secret().IsMatch(name);

    /// <summary>
    /// Whether a variable of a sweep file looks like a secret and its value is written out in it, so that it is stored with
    /// the sweep.
    /// </summary>
    /// <param name="name">The variable's name.</param>
    /// <param name="value">Its value, macros not yet replaced.</param>
    public static bool IsWrittenOut(string name, string value) => LooksSecret(name) && value.Length > 0 && !IsReference(value);

    /// <summary>What to say of such a variable.</summary>
    public static string WarningOf(string name) =>
        $"'env': the value of '{name}' is stored with the sweep, and whoever reads the database reads it: write "
        + $"\"${{envvar:{name}}}\" instead, and set {name} where the node is started";

    /// <summary>
    /// The environment with each value that is written out replaced by <c>${envvar:NAME}</c>, so that it can be shared:
    /// whatever it was, it was meant for the machines of who wrote it. The seed of a trial stays.
    /// </summary>
    /// <param name="environment">The sweep file's <c>env</c>, macros not yet replaced.</param>
    public static ImmutableSortedDictionary<string, string> Shared(ImmutableSortedDictionary<string, string> environment) =>
        environment.ToImmutableSortedDictionary(
            entry => entry.Key, entry => MayBeShared(entry) ? entry.Value : $"${{envvar:{SharedName(entry.Key)}}}", StringComparer.Ordinal);

    /// <summary>Names of the variables that <see cref="Shared"/> puts in the place of values.</summary>
    /// <param name="environment">The sweep file's <c>env</c>, macros not yet replaced.</param>
    public static ImmutableArray<string> NotShared(ImmutableSortedDictionary<string, string> environment) =>
        [.. environment.Where(entry => !MayBeShared(entry)).Select(entry => SharedName(entry.Key))];

    // The seed is what makes a trial the same again.
    private static bool MayBeShared(KeyValuePair<string, string> entry) =>
        entry.Key == WorkloadSpec.Program.SeedVariable || IsReference(entry.Value);

    // No file may name what nodes keep.
    private static string SharedName(string name) => IsKeptByNodes(name) ? $"PROGRAM_{name}" : name;

    private static bool IsReference(string value) => Reference().IsMatch(value);

    [GeneratedRegex(@"^\$\{envvar:[^}]+\}\z")]
    private static partial Regex Reference();

    [GeneratedRegex("token(?!s|iz)|secret|passw|passphrase|credential|private_?key|api_?key|access_?key|(^|_)(auth|key|pass)$|_pwd$", RegexOptions.IgnoreCase)]
    private static partial Regex Secret();
}
