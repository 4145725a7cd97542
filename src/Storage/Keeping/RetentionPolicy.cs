using Experiments.Contracts.Settings;

namespace Experiments.Storage.Keeping;

/// <summary>What old sweeps keep.</summary>
/// <param name="OlderThan">The time since a sweep's end after which it is old.</param>
/// <param name="Keep">What stays of an old sweep.</param>
public sealed record RetentionPolicy(TimeSpan OlderThan, RetentionPolicy.Kept Keep)
{
    /// <summary>The environment variable that silos read.</summary>
    public const string Variable = "EXPERIMENTS_RETENTION";

    /// <summary>What stays of an old sweep.</summary>
    public enum Kept
    {
        /// <summary>
        /// The sweep, its decisions and the table of its trials; and of its best trial and the pinned ones also the
        /// curves, logs, checkpoints and artifacts.
        /// </summary>
        Best,

        /// <summary>Nothing, unless a trial is pinned: then the same as <see cref="Best"/>.</summary>
        None,
    }

    /// <summary>
    /// Reads the policy from <c>EXPERIMENTS_RETENTION</c>: a time, then optionally what is kept, as in <c>90d</c> or
    /// <c>90d none</c>. Returns null if the variable is not set: everything is kept.
    /// </summary>
    /// <param name="environment">Returns the value of an environment variable, or null if it is not set.</param>
    /// <exception cref="UserErrorException">The value is something else.</exception>
    public static RetentionPolicy? FromEnvironment(Func<string, string?> environment)
    {
        if (environment(Variable) is not { } text || string.IsNullOrWhiteSpace(text)) return null;
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Kept? keep = words.ElementAtOrDefault(1) switch
        {
            null or "best" => Kept.Best,
            "none" => Kept.None,
            _ => null,
        };
        if (words.Length <= 2 && keep is { } kept && DurationText.TryRead(words[0], out var time))
            return new RetentionPolicy(time, kept);
        throw new UserErrorException(
            $"{Variable} is '{text}', but must be a time and optionally what is kept: '90d', '90d best' or '90d none'");
    }
}
