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
using Experiments.Client.Explaining;
using Experiments.Client.Exporting;
using Experiments.Client.Keeping;
using Experiments.Client.Logins;
using Experiments.Client.Logs;
using Experiments.Client.Looking;
using Experiments.Client.Options;
using Experiments.Client.People;
using Experiments.Client.Sharing;
using Experiments.Client.Shells;
using Experiments.Client.Sources;
using Experiments.Storage.Configuration;

namespace Experiments.Client.Commands;

/// <summary>All commands, and the handling of their errors.</summary>
internal static class CommandLine
{
    /// <summary>
    /// The commands by their names, in the order in which the help lists them, and why those that do not work over a
    /// server do not.
    /// </summary>
    internal static readonly (string Name, Func<Shell, Command> Create, string? Why)[] Commands =
    [
        ("run", RunCommand.Create, OnlyDatabase.Run),
        ("serve", ServeCommand.Create, OnlyDatabase.Serve),
        ("ui", UiCommand.Create, OnlyDatabase.Ui),
        ("submit", SubmitCommand.Create, null),
        ("watch", WatchCommand.Create, null),
        ("ls", LsCommand.Create, null),
        ("show", ShowCommand.Create, null),
        ("trials", TrialsCommand.Create, null),
        ("best", BestCommand.Create, null),
        ("diff", DiffCommand.Create, null),
        ("explain", ExplainCommand.Create, null),
        ("whatif", WhatIfCommand.Create, null),
        ("logs", LogsCommand.Create, null),
        ("artifacts", ArtifactsCommand.Create, null),
        ("curves", CurvesCommand.Create, null),
        ("export", ExportCommand.Create, OnlyDatabase.Export),
        ("nodes", NodesCommand.Create, null),
        ("drain", DrainCommands.CreateDrain, null),
        ("undrain", DrainCommands.CreateUndrain, null),
        ("stop", EndCommands.CreateStop, null),
        ("cancel", EndCommands.CreateCancel, null),
        ("pause", ChangeCommands.CreatePause, null),
        ("resume", ChangeCommands.CreateResume, null),
        ("extend", ChangeCommands.CreateExtend, null),
        ("enqueue", ChangeCommands.CreateEnqueue, null),
        ("retry", ChangeCommands.CreateRetry, null),
        ("confirm", ChangeCommands.CreateConfirm, null),
        ("limit", ChangeCommands.CreateLimit, null),
        ("replay", ReplayCommand.Create, OnlyDatabase.Replay),
        ("reproduce", ReproduceCommand.Create, OnlyDatabase.Reproduce),
        ("dataset", DatasetCommand.Create, OnlyDatabase.NeedsNeither),
        ("predict", PredictCommand.Create, OnlyDatabase.Predict),
        ("inspect", InspectCommand.Create, OnlyDatabase.Inspect),
        ("tag", LabelCommands.CreateTag, null),
        ("untag", LabelCommands.CreateUntag, null),
        ("note", NoteCommand.Create, null),
        ("rename", LabelCommands.CreateRename, null),
        ("archive", LabelCommands.CreateArchive, null),
        ("unarchive", LabelCommands.CreateUnarchive, null),
        ("rm", RemoveCommand.Create, null),
        ("pin", PinCommands.CreatePin, null),
        ("unpin", PinCommands.CreateUnpin, null),
        ("db", DbCommand.Create, OnlyDatabase.Db),
        ("token", TokenCommand.Create, null),
        ("audit", AuditCommand.Create, null),
        ("cert", CertCommand.Create, OnlyDatabase.NeedsNeither),
        ("login", LoginCommands.CreateLogin, OnlyDatabase.NeedsNeither),
        ("logout", LoginCommands.CreateLogout, OnlyDatabase.NeedsNeither),
        ("completion", CompletionCommand.Create, OnlyDatabase.NeedsNeither),
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
        var runs = parsed.Action is not HelpAction && parsed.Tokens.All(token => token.Type != TokenType.Directive);
        if (runs)
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
            if (runs) CheckDestination(shell, parsed);
            return await parsed.InvokeAsync(invocation, shell.Interruption.Asked);
        }
        catch (Exception fault)
        {
            return FaultReport.Write(shell, fault, parsed.GetValue<bool>(SharedOptions.Verbose));
        }
    }

    // Says which of the two is used where that may surprise.
    private static void CheckDestination(Shell shell, ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var name = NameOf(command);
        var top = name.Split(' ').ElementAtOrDefault(1);
        var why = Array.Find(Commands, entry => entry.Name == top).Why;
        if (why == OnlyDatabase.NeedsNeither) return;
        switch (Source.DestinationOf(shell, parsed))
        {
            case Destination.Server server when why is not null:
                throw new UserErrorException(
                    $"'{name}' does not work over a server ({server.Url}, named by {server.Origin}): {why}; add "
                    + $"'{SharedOptions.Server} {Destination.NoServer}' to use the database");
            case Destination.Database { Unused: { } unused }:
                shell.Error.WriteLine(
                    $"experiments: {DatabaseOptions.Variable} is set, so this uses that database and not {unused}; "
                    + $"'{SharedOptions.Server} {unused}' uses the server");
                break;
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
            SharedOptions.CreateVerbose(), SharedOptions.CreateServer(),
        };
        var named = Array.FindAll(Commands, command => args is [var first, ..] && command.Name == first);
        foreach (var (_, create, _) in named is [] ? Commands : named) root.Add(create(shell));
        return root;
    }
}
