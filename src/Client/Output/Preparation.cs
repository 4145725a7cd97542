using System.Collections.Immutable;
using Experiments.Contracts.Sweeps;
using Experiments.Search.Importance;
using Spectre.Console;

namespace Experiments.Client.Output;

/// <summary>
/// Lets the runtime compile what a command that shows a sweep uses once it has read the database: that takes longer
/// than the command itself, and another core can do it while the command waits for the database.
/// </summary>
internal static class Preparation
{
    /// <summary>Begins in the background. What the command needs before that is done, it compiles itself.</summary>
    public static void Begin() => _ = Task.Run(Prepare, CancellationToken.None);

    /// <summary>Reads a specification, draws a table, and compares trials, in the order of commands.</summary>
    internal static void Prepare()
    {
        SweepSpecJson.Prepare();
        ImmutableArray<Column<string>> columns = [new("a", value => value)];
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) })
            .Write(TableText.OfRows(columns, ["a"]));
        ParameterImportance.Compute(
            [
                .. Enumerable.Range(0, ParameterImportance.FewestTrials).Select(value =>
                    new Assignment([new("a", new ParameterValue.Number(value))])),
            ]);
    }
}
