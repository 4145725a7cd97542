using System.Globalization;
using System.Text.RegularExpressions;
using Experiments.Contracts.Sweeps;

namespace Experiments.Storage.Checkpoints;

/// <summary>
/// The name of a file with the content of artifacts: <c>SWEEP/TRIAL-ATTEMPT-SHA256.artifact</c>. It names the attempt
/// that stored the content first; artifacts of other trials and sweeps may have the same content.
/// </summary>
/// <param name="Sweep">The id of the sweep.</param>
/// <param name="Trial">The number of the trial.</param>
internal sealed partial record ArtifactName(string Sweep, int Trial)
{
    /// <summary>The ending of the names.</summary>
    public const string Ending = ".artifact";

    /// <summary>Returns the name for content that an attempt leaves.</summary>
    public static string Of(string sweep, TrialId trial, int attempt, ReadOnlySpan<byte> sha256) => string.Create(
        CultureInfo.InvariantCulture,
        $"{sweep}/{trial.Number}-{attempt}-{Convert.ToHexStringLower(sha256)}{Ending}");

    /// <summary>Returns the parts of a name, or null if it is not that of an artifact.</summary>
    public static ArtifactName? Parse(string name) =>
        Pattern().Match(name) is { Success: true } match
        && int.TryParse(match.Groups["trial"].ValueSpan, CultureInfo.InvariantCulture, out var trial)
            ? new(match.Groups["sweep"].Value, trial)
            : null;

    [GeneratedRegex(@"^(?<sweep>[^/]+)/(?<trial>[0-9]+)-[0-9]+-[0-9a-f]{64}\.artifact\z")]
    private static partial Regex Pattern();
}
