using System.CommandLine;
using Experiments.Client.Options;
using Experiments.Client.Running;
using Experiments.Client.Shells;
using Experiments.Contracts.Sweeps;

namespace Experiments.Client.Commands;

/// <summary><c>run FILE</c> or <c>run --from SWEEP</c>: runs one sweep on this machine, without a cluster.</summary>
internal static class RunCommand
{
    public static Command Create(Shell shell)
    {
        var input = new SweepInput();
        var dryRun = SharedOptions.CreateDryRun();
        var resume = new Option<bool>("--resume")
        {
            Description = "Continue the newest unfinished sweep that has the name in this file",
        };
        var command = new Command(
            "run", "Run a sweep on this machine: start a silo, submit, watch, show the best trial, stop");
        input.AddTo(command);
        command.Add(dryRun);
        command.Add(resume);
        command.Validators.Add(result =>
        {
            if (result.GetValue(resume) && result.GetValue(input.From) is not null)
                result.AddError("--resume continues the sweep of a file, so it cannot be with --from");
        });
        command.SetAction(async (parsed, cancel) =>
        {
            var spec = await input.ReadAsync(shell, parsed, runsHere: true, cancel);
            if (parsed.GetValue(dryRun)) return DryRun.Write(shell, spec);
            if (spec.Workload is WorkloadSpec.Outside)
                throw new UserErrorException(
                    $"'run' would wait for workers of sweep '{spec.Name}' that have no server to ask: start "
                    + "'experiments serve', and submit the sweep with 'experiments submit' or from Python");
            var program = SiloProgram.Find(shell.Environment, AppContext.BaseDirectory);
            var file = input.FileOf(parsed);
            var left = file is null
                ? null
                : await LeftSweep.ChooseAsync(shell, spec, file, parsed.GetValue(resume), cancel);
            return await new LocalRun(shell, spec, file, left, parsed.GetValue<bool>(SharedOptions.Verbose)).RunAsync(
                program, cancel);
        });
        return command;
    }
}
