using Experiments.Contracts.Messages;

namespace Experiments.Contracts.Metrics;

/// <summary>What a person is told whose trial reports other metrics than its objective.</summary>
public static class MissingObjective
{
    private const int MostListed = 10;

    /// <summary>
    /// The metrics that came instead, and the one that is likely meant: <c>; it reported loss, val_accuracy; did you mean
    /// 'val_accuracy'?</c> Empty where none came.
    /// </summary>
    /// <param name="objective">Name of the objective.</param>
    /// <param name="reported">Names of the metrics that were reported.</param>
    public static string Instead(string objective, IReadOnlyCollection<string> reported)
    {
        if (reported.Count == 0) return "";
        var listed = string.Join(", ", reported.Take(MostListed)) + (reported.Count > MostListed ? ", …" : "");
        return $"; it reported {listed}{(Near(objective, reported) is { } near ? $"; did you mean '{near}'?" : "")}";
    }

    /// <summary>
    /// A name that differs from the objective's in its spelling, in blanks, case and punctuation, or in what stands before or
    /// after: <c>val_accuracy</c> for <c>val_acc</c>.
    /// </summary>
    private static string? Near(string objective, IReadOnlyCollection<string> reported) =>
        reported.FirstOrDefault(name => Bare(name) == Bare(objective))
        ?? Spelling.Nearest(objective, reported)
        ?? reported.Where(name => Bare(name).Length > 1 && Bare(objective).Length > 1)
            .Where(name => Bare(name).Contains(Bare(objective)) || Bare(objective).Contains(Bare(name)))
            .MinBy(name => Math.Abs(name.Length - objective.Length));

    private static string Bare(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
