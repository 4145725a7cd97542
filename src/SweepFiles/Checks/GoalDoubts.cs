using System.Text.RegularExpressions;

namespace Experiments.SweepFiles.Checks;

/// <summary>Recognises objectives whose goal would choose the worst trial, judging by their names.</summary>
internal static partial class GoalDoubts
{
    /// <summary>Returns a warning that the goal is probably not intended, or null if there is no doubt.</summary>
    public static string? Find(string metric, Goal goal) => goal switch
    {
        Goal.Minimize when Greater().IsMatch(metric) && !Less().IsMatch(metric) =>
            $"the goal is to minimize {Quote.Text(metric)}, which chooses the trial with the least; "
            + "is 'goal: maximize' meant?",
        Goal.Maximize when Less().IsMatch(metric) && !Greater().IsMatch(metric) =>
            $"the goal is to maximize {Quote.Text(metric)}, which chooses the trial with the most; "
            + "is 'goal: minimize' meant?",
        _ => null,
    };

    [GeneratedRegex(
        @"(^|[^a-z])(acc|accuracy|f1|auc|auroc|reward|recall|precision|bleu|iou|miou|map)([^a-z]|\z)",
        RegexOptions.IgnoreCase)]
    private static partial Regex Greater();

    [GeneratedRegex(@"(^|[^a-z])(loss|error|rmse|mse|mae|perplexity|nll|wer|cer)([^a-z]|\z)", RegexOptions.IgnoreCase)]
    private static partial Regex Less();
}
