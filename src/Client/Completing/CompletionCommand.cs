using System.CommandLine;
using Experiments.Client.Shells;

namespace Experiments.Client.Completing;

/// <summary>
/// <c>completion SHELL</c>: prints the script that lets a shell complete commands, options and names of sweeps. The
/// script queries this program through the directive <c>[suggest:POSITION]</c> of System.CommandLine.
/// </summary>
internal static class CompletionCommand
{
    private static readonly string[] KnownShells = ["bash", "zsh", "fish"];

    public static Command Create(Shell shell)
    {
        var name = new Argument<string>("SHELL") { Description = "bash, zsh or fish" };
        name.AcceptOnlyFromAmong(KnownShells);
        var command = new Command("completion", "Print the script that lets a shell complete this program's commands")
        {
            name,
        };
        command.SetAction(parsed =>
        {
            shell.Out.Write(Script(parsed.GetRequiredValue(name)));
            return ExitCodes.Done;
        });
        return command;
    }

    private static string Script(string shell)
    {
        using var script = typeof(CompletionCommand).Assembly.GetManifestResourceStream(
            $"Completing/Scripts/experiments.{shell}")!;
        using var reader = new StreamReader(script);
        return reader.ReadToEnd();
    }
}
