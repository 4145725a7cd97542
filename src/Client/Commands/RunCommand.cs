using System.CommandLine;
using Experiments.Client.Running;
using Experiments.Client.Shells;

namespace Experiments.Client.Commands;

/// <summary><c>run FILE</c>: one sweep on this machine, with nothing else needed.</summary>
internal static class RunCommand
{
    public static Command Create(Shell shell)
    {
        var file = SharedOptions.CreateFile();
        var dryRun = SharedOptions.CreateDryRun();
        var command = new Command(
            "run", "Run a sweep on this machine: start a silo, submit, watch, show the best trial, stop") { file, dryRun };
        command.SetAction(async (parsed, cancel) =>
        {
            var spec = SweepFileReading.Read(shell, parsed.GetRequiredValue(file), runsHere: true);
            if (parsed.GetValue(dryRun)) return DryRun.Write(shell, spec);
            var program = SiloProgram.Find(shell.Environment, AppContext.BaseDirectory);
            return await new LocalRun(shell, spec, parsed.GetValue<bool>(SharedOptions.Verbose)).RunAsync(program, cancel);
        });
        return command;
    }
}
