using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Experiments.Client.Artifacts;
using Experiments.Client.Certificates;
using Experiments.Client.Charts;
using Experiments.Client.Comparing;
using Experiments.Client.Completing;
using Experiments.Client.Connecting;
using Experiments.Client.Databases;
using Experiments.Client.Exporting;
using Experiments.Client.Keeping;
using Experiments.Client.Logs;
using Experiments.Client.Looking;
using Experiments.Client.Options;
using Experiments.Client.People;
using Experiments.Client.Sharing;
using Experiments.Client.Shells;

namespace Experiments.Client.Commands;

/// <summary>All commands, and the handling of their errors.</summary>
internal static class CommandLine
{
    /// <summary>The commands by their names, in the order in which the help lists them.</summary>
    internal static readonly (string Name, Func<Shell, Command> Create)[] Commands =
    [
        ("run", RunCommand.Create),
        ("serve", ServeCommand.Create),
        ("ui", UiCommand.Create),
        ("submit", SubmitCommand.Create),
        ("watch", WatchCommand.Create),
        ("ls", LsCommand.Create),
        ("show", ShowCommand.Create),
        ("trials", TrialsCommand.Create),
        ("best", BestCommand.Create),
        ("diff", DiffCommand.Create),
        ("logs", LogsCommand.Create),
        ("artifacts", ArtifactsCommand.Create),
        ("curves", CurvesCommand.Create),
        ("export", ExportCommand.Create),
        ("nodes", NodesCommand.Create),
        ("drain", DrainCommands.CreateDrain),
        ("undrain", DrainCommands.CreateUndrain),
        ("stop", EndCommands.CreateStop),
        ("cancel", EndCommands.CreateCancel),
        ("pause", ChangeCommands.CreatePause),
        ("resume", ChangeCommands.CreateResume),
        ("extend", ChangeCommands.CreateExtend),
        ("enqueue", ChangeCommands.CreateEnqueue),
        ("retry", ChangeCommands.CreateRetry),
        ("confirm", ChangeCommands.CreateConfirm),
        ("limit", ChangeCommands.CreateLimit),
        ("replay", ReplayCommand.Create),
        ("reproduce", ReproduceCommand.Create),
        ("dataset", DatasetCommand.Create),
        ("predict", PredictCommand.Create),
        ("inspect", InspectCommand.Create),
        ("tag", LabelCommands.CreateTag),
        ("untag", LabelCommands.CreateUntag),
        ("note", LabelCommands.CreateNote),
        ("rename", LabelCommands.CreateRename),
        ("archive", LabelCommands.CreateArchive),
        ("unarchive", LabelCommands.CreateUnarchive),
        ("rm", RemoveCommand.Create),
        ("pin", PinCommands.CreatePin),
        ("unpin", PinCommands.CreateUnpin),
        ("db", DbCommand.Create),
        ("token", TokenCommand.Create),
        ("audit", AuditCommand.Create),
        ("cert", CertCommand.Create),
        ("completion", CompletionCommand.Create),
    ];

    /// <summary>Runs one command line.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, Shell shell)
    {
        var root = Root(args, shell);
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

    // A line that begins with a command needs none of the others, and creating all of them takes as long as a query.
    private static RootCommand Root(string[] args, Shell shell)
    {
        var root = new RootCommand("Trains the trials of a sweep on your nodes and shows which was best.")
        {
            SharedOptions.CreateVerbose(),
        };
        var named = Array.FindAll(Commands, command => args is [var first, ..] && command.Name == first);
        foreach (var (_, create) in named is [] ? Commands : named) root.Add(create(shell));
        return root;
    }
}
