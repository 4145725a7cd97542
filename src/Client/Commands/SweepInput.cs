using System.CommandLine;
using Experiments.Client.Shells;
using Experiments.Client.Sources;
using Experiments.Contracts.Sweeps;
using Experiments.SweepFiles;
using Experiments.SweepFiles.Changing;
using Experiments.SweepFiles.Writing;
using Experiments.Training.Programs;

namespace Experiments.Client.Commands;

/// <summary>The sweep that a command is to start: a sweep file, or an earlier sweep, with changes.</summary>
internal sealed class SweepInput
{
    private readonly Argument<string?> _file = new("FILE")
    {
        Description = "Sweep file, YAML or JSON",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string[]> _set = new("--set")
    {
        HelpName = "KEY=VALUE",
        Description = "Change a value, such as run_cap=20 or budget.time=2h; may be repeated",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string[]> _unset = new("--unset")
    {
        HelpName = "KEY",
        Description = "Leave a key out, such as early_terminate; may be repeated",
        DefaultValueFactory = _ => [],
    };

    /// <summary>The option that names an earlier sweep.</summary>
    public Option<string?> From { get; } = new("--from")
    {
        HelpName = "SWEEP",
        Description = "Start an earlier sweep again, instead of a file",
    };

    /// <summary>Adds the argument and the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_file);
        command.Add(From);
        command.Add(_set);
        command.Add(_unset);
        command.Validators.Add(result =>
        {
            var (file, from) = (result.GetValue(_file), result.GetValue(From));
            if (file is null && from is null) result.AddError("name a sweep file, or an earlier sweep with --from");
            if (file is not null && from is not null) result.AddError("name a sweep file or --from, not both");
            foreach (var set in result.GetValue(_set) ?? [])
                if (set.IndexOf('=') < 1)
                    result.AddError($"--set takes KEY=VALUE, such as run_cap=20, but is '{set}'");
        });
    }

    /// <summary>Returns the path of the sweep file as the user wrote it, or null if another sweep is named.</summary>
    public string? FileOf(ParseResult parsed) => parsed.GetValue(_file);

    /// <summary>
    /// Returns the sweep. Errors, and warnings about what is allowed but probably unintended, are written to standard
    /// error first.
    /// </summary>
    /// <param name="shell">The shell that errors and warnings are written to.</param>
    /// <param name="parsed">The command line.</param>
    /// <param name="runsHere">Whether trials run on this machine, which must then have everything they need.</param>
    /// <param name="cancel">Cancels reading the earlier sweep.</param>
    /// <exception cref="WrongUsageException">The file or a change has errors.</exception>
    /// <exception cref="UserErrorException">
    /// There is no such sweep, or this machine lacks something that the trials need.
    /// </exception>
    public async Task<SweepSpec> ReadAsync(Shell shell, ParseResult parsed, bool runsHere, CancellationToken cancel)
    {
        SweepFileChange[] changes =
        [
            .. parsed.GetRequiredValue(_unset).Select(key => new SweepFileChange(key, null)),
            .. parsed.GetRequiredValue(_set).Select(set => set.Split('=', 2))
                .Select(parts => new SweepFileChange(parts[0], parts[1])),
        ];
        if (parsed.GetValue(_file) is { } file)
            return Check(shell, SweepFile.Read(file, changes), file, runsHere);
        var from = parsed.GetRequiredValue(From)!;
        await using var source = await Source.OpenAsync(shell, parsed, cancel);
        var text = SweepFileText.Write((await source.Sweeps.FindAsync(from, cancel)).Spec, [], shared: false);
        return Check(shell, SweepFile.Parse(text, from, changes), from, runsHere);
    }

    private static SweepSpec Check(Shell shell, SweepFileResult result, string file, bool runsHere)
    {
        foreach (var line in result.Errors.Concat(result.Warnings).OrderBy(line => line.Line)
            .ThenBy(line => line.Column))
            shell.Error.WriteLine(line);
        if (!result.IsValid)
        {
            var errors = result.Errors.Length == 1 ? "an error" : $"{result.Errors.Length} errors";
            throw new WrongUsageException($"'{file}' has {errors}, see above; nothing was started");
        }

        if (!runsHere)
        {
            if (result.Missing is { } missing) shell.Error.WriteLine(missing with { IsWarning = true });
            return result.Spec;
        }

        if (result.Missing is { } lacking) throw new UserErrorException(lacking.ToString());
        if (result.Spec.Workload is WorkloadSpec.Program program) ProgramCheck.Run(program);
        return result.Spec;
    }
}
