using System.Text.RegularExpressions;

namespace Experiments.SweepFiles.Checks;

/// <summary>Objectives whose goal would choose the worst trial, as far as a name can tell.</summary>
internal static partial class GoalDoubts
{
    /// <summary>Why a goal is hardly meant; null: nothing speaks against it.</summary>
    public static string? Of(string metric, Goal goal) => goal switch
    {
        Goal.Minimize when Greater().IsMatch(metric) && !Less().IsMatch(metric) =>
            $"metric: the goal is to minimize {Quote.Text(metric)}, which chooses the trial with the least; is 'goal: maximize' meant?",
        Goal.Maximize when Less().IsMatch(metric) && !Greater().IsMatch(metric) =>
            $"metric: the goal is to maximize {Quote.Text(metric)}, which chooses the trial with the most; is 'goal: minimize' meant?",
        _ => null,
    };

    [GeneratedRegex(@"(^|[^a-z])(acc|accuracy|f1|auc|auroc|reward|recall|precision|bleu|iou|miou|map)([^a-z]|\z)", RegexOptions.IgnoreCase)]
    private static partial Regex Greater();

    [GeneratedRegex(@"(^|[^a-z])(loss|error|rmse|mse|mae|perplexity|nll|wer|cer)([^a-z]|\z)", RegexOptions.IgnoreCase)]
    private static partial Regex Less();
}
