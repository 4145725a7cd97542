using System.CommandLine;
using Experiments.Client.Options;
using Experiments.Client.Running;
using Experiments.Client.Shells;

namespace Experiments.Client.Commands;

/// <summary><c>run FILE</c>: runs one sweep on this machine, without a cluster.</summary>
internal static class RunCommand
{
    public static Command Create(Shell shell)
    {
        var file = SharedOptions.CreateFile();
        var dryRun = SharedOptions.CreateDryRun();
        var resume = new Option<bool>("--resume")
        {
            Description = "Continue the newest unfinished sweep that has the name in this file",
        };
        var command = new Command(
            "run", "Run a sweep on this machine: start a silo, submit, watch, show the best trial, stop")
            {
                file, dryRun, resume,
            };
        command.SetAction(async (parsed, cancel) =>
        {
            var name = parsed.GetRequiredValue(file);
            var spec = SweepFileReading.Read(shell, name, runsHere: true);
            if (parsed.GetValue(dryRun)) return DryRun.Write(shell, spec);
            var program = SiloProgram.Find(shell.Environment, AppContext.BaseDirectory);
            var left = await LeftSweep.ChooseAsync(shell, spec, name, parsed.GetValue(resume), cancel);
            return await new LocalRun(shell, spec, name, left, parsed.GetValue<bool>(SharedOptions.Verbose)).RunAsync(
                program, cancel);
        });
        return command;
    }
}
