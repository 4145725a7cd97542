using Experiments.Contracts.Messages;

namespace Experiments.Contracts.Metrics;

/// <summary>The message for a user whose trial reports other metrics but not its objective.</summary>
public static class MissingObjective
{
    private const int MostListed = 10;

    /// <summary>
    /// Returns the end of a message that lists the metrics that were reported and the one that was probably meant:
    /// <c>; it reported loss, val_accuracy; did you mean 'val_accuracy'?</c> Empty if none was reported.
    /// </summary>
    /// <param name="objective">The name of the objective.</param>
    /// <param name="reported">The names of the metrics that were reported.</param>
    public static string Instead(string objective, IReadOnlyCollection<string> reported)
    {
        if (reported.Count == 0) return "";
        var listed = string.Join(", ", reported.Take(MostListed)) + (reported.Count > MostListed ? ", …" : "");
        return $"; it reported {listed}{(Near(objective, reported) is { } near ? $"; did you mean '{near}'?" : "")}";
    }

    /// <summary>
    /// Returns a name that differs from the objective's only in spelling, in spaces, case and punctuation, or in a
    /// prefix or suffix: <c>val_accuracy</c> for <c>val_acc</c>. Null if there is none.
    /// </summary>
    private static string? Near(string objective, IReadOnlyCollection<string> reported) =>
        reported.FirstOrDefault(name => Bare(name) == Bare(objective))
        ?? Spelling.Nearest(objective, reported)
        ?? reported.Where(name => Bare(name).Length > 1 && Bare(objective).Length > 1)
            .Where(name => Bare(name).Contains(Bare(objective)) || Bare(objective).Contains(Bare(name)))
            .MinBy(name => Math.Abs(name.Length - objective.Length));

    private static string Bare(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
