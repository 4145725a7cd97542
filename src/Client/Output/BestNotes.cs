using System.Globalization;
using Experiments.Client.Shells;
using Experiments.Contracts.Terminals;
using Experiments.Storage.Queries;

namespace Experiments.Client.Output;

/// <summary>Notes on how far to trust a best trial.</summary>
internal static class BestNotes
{
    // Surer than this, more repeats are hardly worth their cost.
    private const double Sure = 0.95;

    private const int UsualRepeats = 5;

    /// <summary>Returns the notes as sentences, or none if no trials have the same parameters.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="trial">The number of its best trial.</param>
    /// <param name="repeats">The repeats of each trial's parameters, by the trial's number.</param>
    /// <param name="ranked">The assignments by their means, or null if none was repeated.</param>
    /// <param name="shell">How the program is called.</param>
    public static IEnumerable<string> Of(
        SweepDetail sweep, int trial, IReadOnlyDictionary<int, TrialRepeats> repeats, RankedRepeats? ranked,
        Shell shell)
    {
        if (RepeatColumns.Sentence(repeats.GetValueOrDefault(trial)) is { } sentence)
            yield return $"trial {trial} is the luckiest of {sentence}";
        if (ranked?.Chance is not { } chance) yield break;
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"its parameters are the best of {ranked.Assignments} with a probability of {Percent(chance)} %")
            + (chance < Sure ? $"; to be surer: {Confirm(sweep, repeats.GetValueOrDefault(trial), shell)}" : "");
    }

    // Never 0 or 100, which would be certain.
    private static string Percent(double chance) =>
        Math.Clamp(Math.Round(chance * 100), 1, 99).ToString(CultureInfo.InvariantCulture);

    private static string Confirm(SweepDetail sweep, TrialRepeats? repeats, Shell shell)
    {
        var name = ShellText.IsWord(sweep.Summary.Name) ? sweep.Summary.Name : sweep.Summary.Id;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{shell.Called} confirm {name} --top 3 --repeats {Math.Max(UsualRepeats, 2 * (repeats?.Count ?? 1))}");
    }
}
