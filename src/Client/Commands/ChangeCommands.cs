using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Experiments.ApiClient;
using Experiments.ApiClient.Sweeps;
using Experiments.Changes.Sweeps;
using Experiments.Client.Options;
using Experiments.Client.Shells;
using Experiments.Client.Sources;
using Experiments.Contracts.Settings;

namespace Experiments.Client.Commands;

/// <summary>
/// <c>extend SWEEP</c>, <c>enqueue SWEEP</c>, <c>retry SWEEP</c>, <c>confirm SWEEP</c>, <c>limit SWEEP</c>,
/// <c>pause SWEEP</c> and <c>resume SWEEP</c>: change the further course of a sweep.
/// </summary>
internal static class ChangeCommands
{
    private const string None = "none";
    private const int NoLimit = 0;

    public static Command CreateExtend(Shell shell)
    {
        var runCap = new Option<int?>("--run-cap") { Description = "Trials in total, more than before" };
        var time = new Option<TimeSpan?>("--time")
        {
            Description = "Time in total that its budget allows, such as 3h",
            HelpName = "TIME",
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                if (DurationText.TryReadWithUnit(text, out var read)) return read;
                result.AddError($"--time must be a time with its unit, such as 90m or 3h, but is '{text}'");
                return null;
            },
        };
        var hours = new Option<double?>("--device-hours") { Description = "Device hours in total that it allows" };
        var trials = new Option<int?>("--no-better-after")
        {
            Description = "Trials without a better one that it allows, more than before",
        };
        var command = Create(
            shell, "extend", "Give a sweep more trials, or more of its budget; a sweep that has ended continues",
            parsed => SweepCall.Extend(
                parsed.GetValue(runCap), parsed.GetValue(time), parsed.GetValue(hours), parsed.GetValue(trials)),
            (api, sweep, parsed, cancel) => api.ExtendAsync(
                sweep,
                new Extension
                {
                    RunCap = parsed.GetValue(runCap),
                    Time = parsed.GetValue(time) is { } longer
                        ? string.Create(CultureInfo.InvariantCulture, $"{longer.TotalSeconds}s")
                        : null,
                    DeviceHours = parsed.GetValue(hours),
                    NoBetterAfter = parsed.GetValue(trials),
                },
                cancel));
        Option[] all = [runCap, time, hours, trials];
        foreach (var option in all) command.Add(option);
        command.Validators.Add(result =>
        {
            if (Array.TrueForAll(all, option => result.GetResult(option) is null))
                result.AddError("extend needs --run-cap N, --time TIME, --device-hours N or --no-better-after N");
        });
        return command;
    }

    public static Command CreateEnqueue(Shell shell)
    {
        var values = new Argument<string[]>("VALUES")
        {
            Description = "Parameters of one trial, each name=value, values as in JSON or plain text",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var file = new Option<string>("--file") { Description = "JSON file with a list of trials, each an object" };
        var command = Create(
            shell, "enqueue", "Give a sweep trials to run before those that it proposes",
            parsed => SweepCall.Enqueue(Trials(parsed)),
            (api, sweep, parsed, cancel) => api.EnqueueAsync(sweep, [.. Trials(parsed)], cancel));
        command.Add(values);
        command.Add(file);
        return command;

        ImmutableArray<Assignment> Trials(ParseResult parsed) => parsed.GetValue(file) is { } path
            ? EnqueuedTrials.Read(path)
            : [EnqueuedTrials.Parse(parsed.GetValue(values) ?? [])];
    }

    public static Command CreateRetry(Shell shell)
    {
        var trials = new Argument<int[]>("TRIAL")
        {
            Description = "Numbers of trials that failed; without any, all that failed",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var failed = new Option<bool>("--failed") { Description = "All trials that failed, which is the default" };
        var command = Create(
            shell, "retry", "Try failed trials of a sweep again, with all their restarts; one that has ended continues",
            parsed => SweepCall.Retry([.. parsed.GetValue(trials) ?? []]),
            (api, sweep, parsed, cancel) => api.RetryAsync(
                sweep, new RetryFields(parsed.GetValue(trials) ?? []), cancel));
        command.Add(trials);
        command.Add(failed);
        command.Validators.Add(result =>
        {
            if (result.GetValue(failed) && result.GetValue(trials) is { Length: > 0 })
                result.AddError("name trials or write --failed, not both");
        });
        return command;
    }

    public static Command CreateConfirm(Shell shell)
    {
        var top = SharedOptions.CreateCount("--top", "How many assignments, the best first", 3);
        var repeats = SharedOptions.CreateWhole(
            "--repeats", "Trials of each in total, those that it has included", 5, 2, int.MaxValue);
        var command = Create(
            shell, "confirm", "Repeat the best trials of a sweep with other seeds; a sweep that has ended continues",
            parsed => SweepCall.Confirm(parsed.GetValue(top), parsed.GetValue(repeats)),
            (api, sweep, parsed, cancel) => api.ConfirmAsync(
                sweep, new ConfirmFields(parsed.GetValue(top), parsed.GetValue(repeats)), cancel));
        command.Add(top);
        command.Add(repeats);
        return command;
    }

    public static Command CreateLimit(Shell shell)
    {
        var most = new Argument<int>("N")
        {
            Description = $"Trials at a time, in place of what the sweep file says; '{None}' lifts that",
            HelpName = "N",
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                if (text == None) return NoLimit;
                if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= 1)
                    return value;
                result.AddError(
                    $"N must be a whole number of at least 1, or '{None}', but is '{text}'; 'experiments pause' starts "
                    + "no trials at all");
                return NoLimit;
            },
        };
        most.CompletionSources.Add(None);
        var command = Create(
            shell, "limit", "Let a sweep run at most N trials at a time from now on; those above it wait",
            parsed => SweepCall.Limit(MostOf(parsed)),
            (api, sweep, parsed, cancel) => api.LimitAsync(sweep, new LimitFields(MostOf(parsed)), cancel));
        command.Add(most);
        return command;

        int? MostOf(ParseResult parsed) => parsed.GetValue(most) is NoLimit ? null : parsed.GetValue(most);
    }

    public static Command CreatePause(Shell shell) => Create(
        shell, "pause", "Start no more trials of a sweep until 'resume'; running trials finish",
        parsed => SweepCall.Pause(parsed.GetRequiredValue<string>(SharedOptions.CreateSweep().Name)),
        (api, sweep, _, cancel) => api.PauseAsync(sweep, cancel));

    public static Command CreateResume(Shell shell) => Create(
        shell, "resume", "Continue a paused sweep", _ => SweepCall.Resume,
        (api, sweep, _, cancel) => api.ResumeAsync(sweep, cancel));

    private static Command Create(
        Shell shell, string name, string description, Func<ParseResult, SweepCall> call,
        Func<IExperimentsApi, string, ParseResult, CancellationToken, Task<Changed>> atServer)
    {
        var sweep = SharedOptions.CreateSweep();
        var command = new Command(name, description) { sweep };
        command.SetAction(async (parsed, cancel) =>
        {
            await Change.OfSweepAsync(
                shell, parsed, parsed.GetRequiredValue(sweep),
                (database, found) => database.Caller(shell.Time).SendAsync(found, call(parsed), cancel),
                (api, named) => atServer(api, named, parsed, cancel), cancel);
            return ExitCodes.Done;
        });
        return command;
    }
}
