using System.CommandLine;
using System.Text.Json;
using Experiments.Changes.Sweeps;
using Experiments.Client.Connecting;
using Experiments.Client.Options;
using Experiments.Client.Output;
using Experiments.Client.Shells;
using Experiments.Search.Deciding;
using Experiments.Search.Events;
using Experiments.Storage.Queries;

namespace Experiments.Client.Commands;

/// <summary><c>replay SWEEP …</c>: lists the log of a sweep's decisions, or repeats and compares them.</summary>
internal static class ReplayCommand
{
    public static Command Create(Shell shell)
    {
        var references = SharedOptions.CreateSweeps();
        var verify = new Option<bool>("--verify")
        {
            Description = "Decide every event again, and fail at the first decision that differs from the recorded one",
        };
        var format = SharedOptions.CreateFormat();
        var command = new Command("replay", "Show the events that a sweep received and the decisions that it made")
        {
            references, verify, format,
        };
        command.Validators.Add(result =>
        {
            if (!result.GetValue(verify) && result.GetValue(references) is { Length: > 1 })
                result.AddError("name one sweep to see its log; --verify compares several");
        });
        command.SetAction(async (parsed, cancel) =>
        {
            await using var database = await SweepDatabase.OpenAsync(shell, cancel);
            foreach (var reference in parsed.GetRequiredValue(references))
            {
                var sweep = await database.FindAsync(reference, cancel);
                var log = database.Sweeps.ReadLogAsync(sweep.Summary.Key, cancel: cancel);
                if (parsed.GetValue(verify))
                    Verify(shell, sweep, log.Select(logged => logged.Step).ToBlockingEnumerable(cancel));
                else await WriteAsync(shell, SharedOptions.FormatOf(parsed, format), sweep, log, cancel);
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static void Verify(Shell shell, SweepDetail sweep, IEnumerable<SearchStep> log)
    {
        var last = 0L;
        var steps = log.Select(step => step.Seq == ++last ? step : throw new UserErrorException(
            $"{sweep.Summary.Title()}: step {last} is missing from the log"));
        foreach (var (recorded, now) in SearchCore.Verify(sweep.Spec.Search, steps))
        {
            throw new UserErrorException(
                $"{sweep.Summary.Title()}: step {recorded.Seq} would be decided differently now; for "
                + $"{Text(recorded.Event)} the decision was {Text(recorded.Actions)}, and is now {Text(now)}");
        }

        shell.Out.WriteLine($"{sweep.Summary.Title()}: {last} steps decided again, each as recorded");
    }

    private static async Task WriteAsync(
        Shell shell, ListingFormat format, SweepDetail sweep,
        IAsyncEnumerable<(SearchStep Step, DateTimeOffset At)> steps, CancellationToken cancel) =>
        ListingOf(new StepStory(sweep.Spec)).Write(
            shell, format, await steps.ToListAsync(cancel),
            $"Sweep '{sweep.Summary.Name}' has not decided anything yet.");

    private static Listing<(SearchStep Step, DateTimeOffset At)> ListingOf(StepStory story) => new(
    [
        new("seq", logged => logged.Step.Seq) { Title = "step", Right = true },
        new("at", logged => logged.At) { Title = "time (UTC)", Shown = logged => ShortText.Format(logged.At) },
        new("event", logged => JsonSerializer.SerializeToElement(logged.Step.Event, SearchJson.Options))
        {
            Title = "happened",
            Shown = logged => story.Tell(logged.Step.Event),
            Wraps = true,
        },
        new("decisions", logged => JsonSerializer.SerializeToElement(logged.Step.Actions, SearchJson.Options))
        {
            Title = "decided",
            Shown = logged => story.TellDecisions(logged.Step),
            Wraps = true,
        },
    ]);

    private static string Text<T>(T value) => JsonSerializer.Serialize(value, SearchJson.Options);
}
