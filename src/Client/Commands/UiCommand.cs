using System.CommandLine;
using Experiments.Client.Browsing;
using Experiments.Client.Options;
using Experiments.Client.Shells;

namespace Experiments.Client.Commands;

/// <summary><c>ui</c>: serves the page for a browser.</summary>
internal static class UiCommand
{
    public static Command Create(Shell shell)
    {
        var port = SharedOptions.CreateWhole(
            "--port", "Port of the page; 0 picks a free one", PageHost.DefaultPort, 0, 65_535);
        port.HelpName = "PORT";
        var noOpen = new Option<bool>("--no-open")
        {
            Description = "Only print the address; open no browser",
        };
        var command = new Command(
            "ui", "Show all sweeps in a browser, live, until Ctrl-C; no silo needs to run") { port, noOpen };
        command.SetAction(async (parsed, cancel) =>
        {
            var isGiven = parsed.GetResult(port) is { Implicit: false };
            await using var host = await PageHost.StartAsync(shell, isGiven ? parsed.GetValue(port) : null, cancel);
            var address = host.CreateAddress();
            shell.Out.WriteLine(address);
            shell.Error.WriteLine("The address lets one browser in, once; Ctrl-C ends the page.");
            using var browser = new DesktopBrowser();
            if (!parsed.GetValue(noOpen) && shell.Console.Profile.Out.IsTerminal
                && DesktopBrowser.Find(shell.Environment) is { } program)
                browser.Open(program, host.CreateAddress());
            var end = new TaskCompletionSource();
            await using var registration = cancel.Register(end.SetResult);
            await end.Task;
            return ExitCodes.Done;
        });
        return command;
    }
}
