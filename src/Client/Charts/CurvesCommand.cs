using System.CommandLine;
using Experiments.Client.Options;
using Experiments.Client.Output;
using Experiments.Client.Shells;
using Experiments.Client.Sources;
using Experiments.Contracts.Messages;
using Experiments.Storage.Queries;

namespace Experiments.Client.Charts;

/// <summary><c>curves SWEEP</c>: draws a metric of a sweep's best trials.</summary>
internal static class CurvesCommand
{
    private const int Rows = 16;
    private const int PipeWidth = 100;

    public static Command Create(Shell shell)
    {
        var sweep = SharedOptions.CreateSweep();
        var metric = new Option<string>("--metric")
        {
            Description = "Which metric; default: the objective",
            HelpName = "NAME",
        };
        var top = SharedOptions.CreateWhole("--top", "How many trials, best first", 5, 1, CurveChart.MostCurves);
        var format = SharedOptions.CreateFormat();
        var command = new Command("curves", "Draw a metric of a sweep's best trials, by step")
        {
            sweep, metric, top, format,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var source = await Source.OpenAsync(shell, parsed, cancel);
            var found = await source.Sweeps.FindAsync(parsed.GetRequiredValue(sweep), cancel);
            var name = parsed.GetValue(metric) ?? found.Summary.Metric;
            var trials = await source.Sweeps.ListTrialsAsync(
                found, new TrialQuestion { Sort = "objective", Limit = parsed.GetValue(top) }, cancel);
            var points = new List<CurvePoint>();
            foreach (var trial in trials)
                points.AddRange(await source.Sweeps.ListCurveAsync(found, trial.Number, name, cancel));
            if (points.Count == 0) throw await NothingAsync(source.Sweeps, found, name, cancel);
            var title = $"{name} of sweep '{found.Summary.Name}', by step";
            Write(shell, SharedOptions.FormatOf(parsed, format), title, trials, points);
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Write(
        Shell shell, ListingFormat format, string title, IEnumerable<TrialSummary> trials,
        IReadOnlyList<CurvePoint> points)
    {
        if (format != ListingFormat.Table)
        {
            new Listing<CurvePoint>(CurveColumns.All).Write(shell, format, points, "");
            return;
        }

        var drawn = points.Where(point => double.IsFinite(point.Value))
            .ToLookup(point => point.Trial, point => ((double)point.Step, point.Value));
        var curves = trials.Where(trial => drawn.Contains(trial.Number))
            .Select(trial => new Curve(Legend(trial), [.. drawn[trial.Number]])).ToList();
        if (curves.Count == 0)
        {
            throw new UserErrorException(
                "none of the values is finite, so there is nothing to draw; --format csv lists them");
        }

        // A drawing in a pipe gets a readable width.
        var profile = shell.Console.Profile;
        if (!profile.Out.IsTerminal) profile.Width = Math.Min(profile.Width, PipeWidth);
        shell.Console.Write(new CurveChart(title, curves, Rows));
    }

    private static string Legend(TrialSummary trial) =>
        $"trial {trial.Number} ({ShortText.Format(trial.Status)}, "
        + $"{ShortText.Format(trial.Objective ?? trial.Latest)}): "
        + Fields.From(trial.Assignment).ToShortText();

    private static async Task<UserErrorException> NothingAsync(
        ISweeps sweeps, SweepDetail found, string metric, CancellationToken cancel)
    {
        var sweep = $"sweep '{found.Summary.Name}'";
        if (await sweeps.HasMetricAsync(found, metric, cancel))
            return new UserErrorException(
                $"none of the best trials of {sweep} has reported '{metric}': ask for more of them with --top");
        var there = await sweeps.ListMetricsAsync(found, cancel);
        return new UserErrorException(
            (metric.Length > 0
                ? $"no trial of {sweep} has reported '{metric}'"
                : $"{sweep} has no objective; name a metric with --metric")
            + (there.Count > 0 ? Spelling.HintOrList(metric, there) : " yet: try again once one has trained"));
    }
}
