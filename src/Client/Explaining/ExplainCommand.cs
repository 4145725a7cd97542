using System.CommandLine;
using Experiments.Changes.Sweeps;
using Experiments.Client.Options;
using Experiments.Client.Output;
using Experiments.Client.Shells;
using Experiments.Client.Sources;
using Experiments.Search.Explaining;

namespace Experiments.Client.Explaining;

/// <summary><c>explain SWEEP</c>: what the trials of a sweep tell, and what to try next.</summary>
internal static class ExplainCommand
{
    public static Command Create(Shell shell)
    {
        var sweep = SharedOptions.CreateSweep();
        var next = new Option<bool>("--next")
        {
            Description = "Print a sweep file to try next, with the ranges that follow",
        };
        var format = SharedOptions.CreateFormat();
        var command = new Command(
            "explain", "Say which parameters mattered, where they are good, and what to try next")
        {
            sweep, next, format,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var source = await Source.OpenAsync(shell, parsed, cancel);
            var found = await source.Sweeps.FindAsync(parsed.GetRequiredValue(sweep), cancel);
            var explanation = await RecordedSweep.ExplainAsync(source.Sweeps, found, cancel);
            if (parsed.GetValue(next))
                shell.Out.Write(NextSweepFile.Write(found, found.Spec, explanation) ?? throw new UserErrorException(
                    $"nothing about sweep '{found.Summary.Name}' is sure enough to change its ranges; 'experiments "
                    + $"extend {found.Summary.Id} --run-cap N' gives it more trials"));
            else Statements.Write(
                shell, SharedOptions.FormatOf(parsed, format), explanation.Statements,
                $"No parameter of sweep '{found.Summary.Name}' varies, so there is nothing to explain.");
            return ExitCodes.Done;
        });
        return command;
    }

    private static readonly Listing<Statement> Statements = new(
    [
        new("kind", statement => Statement.WordOf(statement.Kind)) { InTable = false },
        new("parameters", statement => new ParameterValue.List(
            [.. statement.Parameters.Select(name => new ParameterValue.Text(name))])) { InTable = false },
        new("statement", statement => statement.Text) { Wraps = true },
        new("chance", statement => statement.Chance)
        {
            Title = "by chance",
            Shown = statement => statement.Chance is { } chance ? $"≤ {100 * chance:0.#} %" : "",
        },
        new("evidence", statement => statement.Evidence) { Wraps = true },
        new("finding", statement => statement.IsFinding) { InTable = false },
        new("share", statement => statement.Share) { InTable = false },
        new("share_low", statement => statement.ShareInterval?.Low) { InTable = false },
        new("share_high", statement => statement.ShareInterval?.High) { InTable = false },
        new("good", statement => statement.Good.IsEmpty ? null : new ParameterValue.List(statement.Good))
        {
            InTable = false,
        },
    ]);
}
