using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Experiments.Contracts.Sweeps;

/// <summary>Recognises environment variables that hold secrets by their names. See docs/adr/0027.</summary>
public static partial class SecretNames
{
    // Variables that a node, its database client and its telemetry read, and that programs of trials do not need.
    private static readonly FrozenSet<string> OfNodes = FrozenSet.Create(
        "EXPERIMENTS_DATABASE", "DATABASE_URL", "PGPASSWORD", "PGPASSFILE", "PGSERVICEFILE", "PGSSLKEY",
        "OTEL_EXPORTER_OTLP_HEADERS", "OTEL_EXPORTER_OTLP_TRACES_HEADERS", "OTEL_EXPORTER_OTLP_METRICS_HEADERS",
        "OTEL_EXPORTER_OTLP_LOGS_HEADERS", "OTEL_EXPORTER_OTLP_CLIENT_KEY");

    // With these a program could read and delete the checkpoints of all trials.
    private static readonly FrozenSet<string> OfBuckets = FrozenSet.Create(
        "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_SHARED_CREDENTIALS_FILE",
        "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_CONTAINER_AUTHORIZATION_TOKEN", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");

    /// <summary>
    /// Whether a node hides this variable from the programs of trials: its own secrets, and any name that begins with
    /// <c>EXPERIMENTS_</c> and looks like a secret.
    /// </summary>
    public static bool IsKeptByNodes(string name) =>
        OfNodes.Contains(name) || (name.StartsWith("EXPERIMENTS_", StringComparison.Ordinal) && LooksSecret(name));

    /// <summary>
    /// Whether a node with this environment hides a variable. If its large checkpoints are in a bucket, it hides the
    /// credentials of the AWS SDK as well; otherwise they are a program's own.
    /// </summary>
    /// <param name="name">The variable's name.</param>
    /// <param name="environment">Returns the value of a variable of the node, or null if it is not set.</param>
    public static bool IsKeptByNode(string name, Func<string, string?> environment) =>
        IsKeptByNodes(name) || (OfBuckets.Contains(name)
            && environment("EXPERIMENTS_CHECKPOINTS")?.StartsWith("s3://", StringComparison.Ordinal) is true);

    /// <summary>
    /// Whether a name looks like that of a secret, such as <c>WANDB_API_KEY</c>, <c>HF_TOKEN</c> or <c>dbPassword</c>.
    /// </summary>
    public static bool LooksSecret(string name) => Secret().IsMatch(name);

    /// <summary>
    /// Whether a variable of a sweep file looks like a secret and has a literal value, which is stored with the sweep.
    /// </summary>
    /// <param name="name">The variable's name.</param>
    /// <param name="value">Its value, before macros are replaced.</param>
    public static bool IsWrittenOut(string name, string value) =>
        LooksSecret(name) && value.Length > 0 && !CommandMacros.NamesIn(value).Any(
            macro => CommandMacros.VariableOf(macro) is not null || CommandMacros.SecretOf(macro) is not null);

    /// <summary>
    /// Returns the environment with each literal value replaced by <c>${envvar:NAME}</c>, so that it can be shared: the
    /// values were meant for the author's machines. The seed of a trial stays.
    /// </summary>
    /// <param name="environment">The sweep file's <c>env</c>, before macros are replaced.</param>
    public static ImmutableSortedDictionary<string, string> Shared(
        ImmutableSortedDictionary<string, string> environment) =>
        environment.ToImmutableSortedDictionary(
            entry => entry.Key,
            entry => MayBeShared(entry) ? entry.Value : $"${{envvar:{SharedName(entry.Key)}}}",
            StringComparer.Ordinal);

    /// <summary>Returns the names of the variables that <see cref="Shared"/> substitutes for values.</summary>
    /// <param name="environment">The sweep file's <c>env</c>, before macros are replaced.</param>
    public static ImmutableArray<string> NotShared(ImmutableSortedDictionary<string, string> environment) =>
        [.. environment.Where(entry => !MayBeShared(entry)).Select(entry => SharedName(entry.Key))];

    // The seed is needed to repeat a trial.
    private static bool MayBeShared(KeyValuePair<string, string> entry) =>
        entry.Key == WorkloadSpec.Program.SeedVariable || IsReference(entry.Value);

    // No sweep file may name a variable that nodes hide.
    private static string SharedName(string name) => IsKeptByNodes(name) ? $"PROGRAM_{name}" : name;

    private static bool IsReference(string value) => Reference().IsMatch(value);

    [GeneratedRegex(@"^\$\{(envvar|secret):[^}]+\}\z")]
    private static partial Regex Reference();

    [GeneratedRegex(
        "token(?!s|iz)|secret|passw|passphrase|credential|private_?key|api_?key|access_?key"
        + "|(^|_)(auth|key|pass)$|_pwd$",
        RegexOptions.IgnoreCase)]
    private static partial Regex Secret();
}
