using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Experiments.Client.Artifacts;
using Experiments.Client.Charts;
using Experiments.Client.Completing;
using Experiments.Client.Connecting;
using Experiments.Client.Databases;
using Experiments.Client.Exporting;
using Experiments.Client.Keeping;
using Experiments.Client.Logs;
using Experiments.Client.Looking;
using Experiments.Client.Options;
using Experiments.Client.Sharing;
using Experiments.Client.Shells;

namespace Experiments.Client.Commands;

/// <summary>All commands, and the handling of their errors.</summary>
internal static class CommandLine
{
    /// <summary>Runs one command line.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, Shell shell)
    {
        var root = Root(shell);
        if (SweepNames.AreWanted(args)) await SweepNames.AddToAsync(root, shell);
        var parsed = root.Parse(args);
        if (parsed.Action is HelpAction help) help.MaxWidth = shell.Console.Profile.Width;
        // A directive asks for the words that complete a line.
        if (parsed.Action is not HelpAction && parsed.Tokens.All(token => token.Type != TokenType.Directive))
        {
            if (UnknownWord.Explain(parsed, NameOf(parsed.CommandResult.Command)) is { } unknown)
                return Refuse(shell, parsed, [unknown]);
            if (parsed.Errors.Count > 0)
                return Refuse(shell, parsed, parsed.Errors.Select(error => error.Message.TrimEnd('.')));
        }

        try
        {
            var invocation = new InvocationConfiguration
            {
                Output = shell.Out,
                Error = shell.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            };
            using var traces = ClientTraces.Begin(shell);
            return await parsed.InvokeAsync(invocation, shell.Interruption.Asked);
        }
        catch (Exception fault)
        {
            return FaultReport.Write(shell, fault, parsed.GetValue<bool>(SharedOptions.Verbose));
        }
    }

    private static int Refuse(Shell shell, ParseResult parsed, IEnumerable<string> errors)
    {
        foreach (var error in errors) shell.Error.WriteLine($"experiments: {shell.Hint(error)}");
        shell.Error.WriteLine(shell.Hint($"See '{NameOf(parsed.CommandResult.Command)} --help'."));
        return ExitCodes.WrongUsage;
    }

    // A subcommand's name includes its parent's.
    private static string NameOf(Command command) =>
        command is RootCommand
            ? "experiments"
            : $"{command.Parents.OfType<Command>().Select(NameOf).First()} {command.Name}";

    private static RootCommand Root(Shell shell) =>
        new("Trains the trials of a sweep on your nodes and shows which was best.")
    {
        SharedOptions.CreateVerbose(),
        RunCommand.Create(shell),
        ServeCommand.Create(shell),
        SubmitCommand.Create(shell),
        WatchCommand.Create(shell),
        LsCommand.Create(shell),
        ShowCommand.Create(shell),
        TrialsCommand.Create(shell),
        BestCommand.Create(shell),
        LogsCommand.Create(shell),
        ArtifactsCommand.Create(shell),
        CurvesCommand.Create(shell),
        ExportCommand.Create(shell),
        NodesCommand.Create(shell),
        DrainCommands.CreateDrain(shell),
        DrainCommands.CreateUndrain(shell),
        EndCommands.CreateStop(shell),
        EndCommands.CreateCancel(shell),
        ChangeCommands.CreatePause(shell),
        ChangeCommands.CreateResume(shell),
        ChangeCommands.CreateExtend(shell),
        ChangeCommands.CreateEnqueue(shell),
        ChangeCommands.CreateRetry(shell),
        ChangeCommands.CreateLimit(shell),
        ReplayCommand.Create(shell),
        ReproduceCommand.Create(shell),
        DatasetCommand.Create(shell),
        PredictCommand.Create(shell),
        InspectCommand.Create(shell),
        LabelCommands.CreateTag(shell),
        LabelCommands.CreateUntag(shell),
        LabelCommands.CreateNote(shell),
        LabelCommands.CreateRename(shell),
        LabelCommands.CreateArchive(shell),
        LabelCommands.CreateUnarchive(shell),
        RemoveCommand.Create(shell),
        PinCommands.CreatePin(shell),
        PinCommands.CreateUnpin(shell),
        DbCommand.Create(shell),
        CompletionCommand.Create(shell),
    };
}
