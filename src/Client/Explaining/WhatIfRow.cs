using Experiments.Client.Output;
using Experiments.Search.Simulation;
using Experiments.Search.States.Trials;
using Experiments.Storage.Queries;

namespace Experiments.Client.Explaining;

/// <summary>What a sweep cost and found under one early termination.</summary>
internal sealed record WhatIfRow(
    string Rule, double Steps, double Share, int Completed, double? Best, int? BestTrial)
{
    public (double Low, double High)? StepsInterval { get; private init; }

    public (double Low, double High)? BestInterval { get; private init; }

    public double Predicted { get; private init; }

    /// <summary>How the numbers were found, in words.</summary>
    public string Answer { get; private init; } = "recorded";

    /// <summary>Returns what was recorded.</summary>
    public static WhatIfRow Recorded(SweepDetail sweep, IReadOnlyList<RecordedTrial> trials)
    {
        var usual = trials.Where(trial => trial.HasCompleted).Select(trial => trial.Trained).DefaultIfEmpty(0).Max();
        var trained = trials.Sum(trial => (long)trial.Trained);
        var toTheEnd = trials.Sum(trial => trial.WasStopped
            ? Math.Max(trial.Trained, (long)(trial.Budget ?? usual))
            : trial.Trained);
        return new(
            "as recorded", trained, toTheEnd == 0 ? 0 : (double)trained / toTheEnd,
            trials.Count(trial => trial.HasCompleted), sweep.Summary.BestObjective, sweep.Summary.BestTrial);
    }

    /// <summary>Returns an answer of the simulator.</summary>
    public static WhatIfRow Of(string rule, WhatIf answer) => new(
        rule, answer.Steps, answer.StepsToTheEnd == 0 ? 0 : answer.Steps / answer.StepsToTheEnd,
        (int)answer.Completed, answer.Best, answer.BestTrial)
    {
        StepsInterval = answer.StepsInterval,
        BestInterval = answer.BestInterval,
        Predicted = answer.Predicted,
        Answer = answer.Predicted == 0
            ? "exact: all of it was recorded"
            : $"{100 * answer.Predicted:0.#} % predicted; trained {answer.StepsInterval.Low} to "
            + $"{answer.StepsInterval.High}, best {ShortText.Format(answer.BestInterval?.Low)} to "
            + $"{ShortText.Format(answer.BestInterval?.High)} (90 %)",
    };
}
