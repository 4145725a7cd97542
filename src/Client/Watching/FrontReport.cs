using Experiments.Client.Output;
using Experiments.Client.Shells;
using Experiments.Contracts.Terminals;
using Experiments.Storage.Queries;

namespace Experiments.Client.Watching;

/// <summary>The report after a sweep with several objectives that was followed: the trials on its front.</summary>
internal static class FrontReport
{
    // The rest is in 'best'.
    private const int Most = 10;

    public static void Write(Shell shell, SweepDetail sweep, IReadOnlyList<TrialSummary> front)
    {
        var (name, id) = (sweep.Summary.Name, sweep.Summary.Id);
        shell.Out.WriteLine();
        shell.WriteWrapped(
            $"front of {name} ({id}): {ShortText.Trials(front.Count)} that no other is better than in everything");
        foreach (var trial in front.Take(Most))
        {
            var outside = TrialColumns.Violation(trial.Violation) is { } violation ? $", violation {violation}" : "";
            shell.WriteWrapped($"  trial {trial.Number}: {ObjectiveText.Of(sweep.Spec, trial)}{outside}");
        }
        if (front.Count > Most) shell.WriteWrapped($"  and {front.Count - Most} more");
        var reference = ShellText.IsWord(name) ? name : id;
        shell.Out.WriteLine();
        shell.WriteWrapped($"next: {shell.Called} best {reference}, {shell.Called} trials {reference}");
    }
}
