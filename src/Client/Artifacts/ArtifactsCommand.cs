using System.CommandLine;
using Experiments.Client.Databases;
using Experiments.Client.Options;
using Experiments.Client.Output;
using Experiments.Client.Shells;
using Experiments.Client.Sources;
using Experiments.Contracts.Sweeps;
using Experiments.Contracts.Terminals;
using Experiments.Storage.Artifacts;
using Experiments.Storage.Queries;

namespace Experiments.Client.Artifacts;

/// <summary>
/// <c>artifacts SWEEP[/TRIAL] [PATH…]</c>: lists the files that programs left, or writes them to a folder.
/// </summary>
internal static class ArtifactsCommand
{
    private const int ShownDigits = 12;

    public static Command Create(Shell shell)
    {
        var reference = new Argument<string>("SWEEP[/TRIAL]")
        {
            Description = "A trial by its sweep and number; without a number, all trials of the sweep",
        };
        var paths = new Argument<string[]>("PATH")
        {
            Description = "Which files: a file, or a folder with everything in it; default: all",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var folder = new Option<string>("--out")
        {
            Description = "Write the files of a trial to this folder",
            HelpName = "DIR",
        };
        var overwrite = new Option<bool>("--overwrite")
        {
            Description = "With --out: replace files that are there",
        };
        var format = SharedOptions.CreateFormat();
        var command = new Command("artifacts", "List or download the files that trials' programs left")
        {
            reference, paths, folder, overwrite, format,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            var (sweep, number) = TrialLookup.Parse(parsed.GetRequiredValue(reference));
            var target = parsed.GetValue(folder);
            if (target is null && parsed.GetValue(overwrite))
                throw new WrongUsageException("--overwrite is for --out DIR, which names the folder to write to");
            if (number is null && target is not null)
                throw new WrongUsageException($"--out writes the files of one trial: write {sweep}/TRIAL");
            await using var source = await Source.OpenAsync(shell, parsed, cancel);
            var found = await source.Sweeps.FindAsync(sweep, cancel);
            var files = ArtifactSelection.Choose(
                await ListAsync(source, found, number, cancel), parsed.GetValue(paths) ?? []);
            if (target is not null)
                await WriteAsync(
                    shell, source.Outputs, found, number!.Value, files, target, parsed.GetValue(overwrite), cancel);
            else
                ListingOf(number is null).Write(
                    shell, SharedOptions.FormatOf(parsed, format), files, None(found, number));
            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task<IReadOnlyList<ArtifactSummary>> ListAsync(
        ISource source, SweepDetail sweep, int? number, CancellationToken cancel)
    {
        if (number is { } trial) await TrialLookup.FindAsync(source.Sweeps, sweep, trial, cancel);
        return await source.Outputs.ListFilesAsync(sweep, number, cancel);
    }

    private static async Task WriteAsync(
        Shell shell, IOutputs outputs, SweepDetail sweep, int number, IReadOnlyList<ArtifactSummary> files,
        string target, bool overwrite, CancellationToken cancel)
    {
        if (files.Count == 0) throw new UserErrorException(None(sweep, number));
        var download = new ArtifactDownload(
            (file, to, stop) => outputs.CopyFileAsync(sweep, file, to, stop), target);
        foreach (var replaced in await download.WriteAsync(files, overwrite, cancel))
            shell.Out.WriteLine($"replaced: {SafeText.InLine(replaced)}");
        shell.Out.WriteLine(
            $"{Describe(files)} of trial {number} of sweep '{sweep.Summary.Name}' {(files.Count == 1 ? "is" : "are")} "
            + $"in {download.Folder}");
    }

    /// <summary>Returns <c>3 files (12.3 KiB)</c>.</summary>
    public static string Describe(IReadOnlyList<ArtifactSummary> files) =>
        $"{files.Count} {(files.Count == 1 ? "file" : "files")} ({ByteText.Format(files.Sum(file => file.Size))})";

    private static string None(SweepDetail sweep, int? number)
    {
        var whose = number is { } trial
            ? $"trial {trial} of sweep '{sweep.Summary.Name}' has"
            : $"no trial of sweep '{sweep.Summary.Name}' has";
        var nothing = number is null ? "left a file" : "left no files";
        if (sweep.Spec.Workload is WorkloadSpec.Outside)
            return $"{whose} {nothing}: what workers outside leave stays with them";
        return sweep.Spec.Workload is WorkloadSpec.Program
            ? $"{whose} {nothing}: a program leaves them in the folder that TRIAL_ARTIFACT_DIR names, and they are "
            + "stored when it ends"
            : $"{whose} {nothing}: only programs do; 'experiments best --export DIR' writes the model of other "
            + "workloads";
    }

    private static Listing<ArtifactSummary> ListingOf(bool ofSweep) => new(
    [
        new("trial", file => file.Trial) { Right = true, InTable = ofSweep },
        new("path", file => file.Path) { Shown = file => SafeText.InLine(file.Path), Wraps = true },
        new("size_bytes", file => file.Size)
        {
            Title = "size",
            Shown = file => ByteText.Format(file.Size),
            Right = true,
        },
        new("attempt", file => file.Attempt) { Right = true },
        new("stored_at", file => file.At),
        new("sha256", file => file.Sha256) { Shown = file => file.Sha256[..ShownDigits] },
    ]);
}
