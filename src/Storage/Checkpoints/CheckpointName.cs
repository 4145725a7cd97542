using System.Globalization;
using System.Text.RegularExpressions;
using Experiments.Contracts.Ports.Persistence.Checkpoints;

namespace Experiments.Storage.Checkpoints;

/// <summary>The name of a file with a checkpoint: <c>SWEEP/TRIAL-STEP-ATTEMPT.checkpoint</c>.</summary>
/// <param name="Sweep">The id of the sweep.</param>
/// <param name="Trial">The number of the trial.</param>
internal sealed partial record CheckpointName(string Sweep, int Trial)
{
    /// <summary>The ending of the names.</summary>
    public const string Ending = ".checkpoint";

    /// <summary>Returns the name for a checkpoint of a sweep's trial.</summary>
    public static string Of(string sweep, Checkpoint checkpoint) => string.Create(
        CultureInfo.InvariantCulture,
        $"{sweep}/{checkpoint.Trial.Number}-{checkpoint.Step}-{checkpoint.Attempt}{Ending}");

    /// <summary>Returns the parts of a name, or null if it is not that of a checkpoint.</summary>
    public static CheckpointName? Parse(string name) =>
        Pattern().Match(name) is { Success: true } match
        && int.TryParse(match.Groups["trial"].ValueSpan, CultureInfo.InvariantCulture, out var trial)
            ? new(match.Groups["sweep"].Value, trial)
            : null;

    [GeneratedRegex(@"^(?<sweep>[^/]+)/(?<trial>[0-9]+)--?[0-9]+-[0-9]+\.checkpoint\z")]
    private static partial Regex Pattern();
}
