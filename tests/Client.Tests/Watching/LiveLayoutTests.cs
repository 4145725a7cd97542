using System.Collections.Immutable;
using Experiments.Client.Tests.Support;
using Experiments.Client.Watching;
using Experiments.Search.Spaces;
using Experiments.Search.States;
using Spectre.Console;

namespace Experiments.Client.Tests.Watching;

public sealed class LiveLayoutTests
{
    private static readonly LiveLayout Layout = new(Sweeps.Detail(), new TrialText(Sweeps.Spec), unicode: true);

    [Fact]
    public void Draw_At80Columns_IsThis() => Draw(View(running: 2, ended: 3), 79, 24).ShouldBe(
        """
        digits-optimizers  k3m9x0q2ab  random  maximize val_accuracy  running

        trial  status     optimizer  learning_rate  progress         val_accuracy
            0  running    sgd             0.001235  ░░░░░░░░░░ 0/10             -
            1  running    adam            0.001235  █████░░░░░ 5/10           0.5
            4  completed  sgd             0.001235  12 s                     0.94
            3  completed  adam            0.001235  12 s                     0.93
            2  completed  sgd             0.001235  12 s                     0.92

        best    trial 4  val_accuracy 0.94  optimizer=sgd learning_rate=0.001235
        trials  3 of 6 ended, about 42 s left, 3.0 per minute, 2 running
        """);

    [Fact]
    public void Of_SweepWithoutAnObjective_HasNoColumnForIt()
    {
        var spec = Sweeps.Spec with { Metric = "" };
        var frame = new LiveLayout(Sweeps.Detail(spec), new TrialText(spec), unicode: true).Of(
            View(running: 1, ended: 0), [], 79, 24);

        frame.Columns.Select(column => column.Title)
            .ShouldBe(["trial", "status", "optimizer", "learning_rate", "progress"]);
        frame.Header.ShouldBe("digits-optimizers  k3m9x0q2ab  random  no objective  running");
    }

    [Fact]
    public void Draw_At200Columns_HasAllParametersAndALongerBar()
    {
        var drawn = Draw(View(running: 1, ended: 1), 199, 50);
        drawn.ShouldContain("    0  running    sgd             0.001235  ░░░░░░░░░░░░░░░░░░░░ 0/10             -");
        drawn.ShouldContain("    1  completed  adam            0.001235  12 s");
    }

    [Theory]
    [InlineData(
        199, "trial,status,optimizer,learning_rate,a_very_long_name.and_mo…,momentum,init,progress,val_accuracy")]
    [InlineData(99, "trial,status,optimizer,learning_rate,a_very_long_name.and_mo…,progress,val_accuracy")]
    [InlineData(79, "trial,status,optimizer,learning_rate,progress,val_accuracy")]
    [InlineData(59, "trial,status,optimizer,progress,val_accuracy")]
    public void Of_ManyParameters_HasTheFirstOnesThatFit(int width, string titles)
    {
        var layout = LayoutOf(
            new("a_very_long_name.and_more", new Distribution.IntUniform(1, 9), []),
            new("same", new Distribution.IntUniform(3, 3), []),
            new("momentum", new Distribution.Uniform(0, 0.9), []), new("init", new Distribution.Uniform(0, 0.9), []));
        var frame = layout.Of(View(running: 2, ended: 0), [], width, 24);
        frame.Columns.Select(column => column.Title).ShouldBe(titles.Split(','));
        frame.Rows.ShouldAllBe(row => row.Cells.Length == frame.Columns.Length);
    }

    [Fact]
    public void Of_NumbersAndText_AlignsNumbersToTheRight() =>
        Layout.Of(View(running: 1, ended: 0), [], 199, 24).Columns.Select(column => column.Right)
            .ShouldBe([true, false, false, true, false, true]);

    [Theory]
    [InlineData(79, 24, 3, 0)]
    [InlineData(79, 24, 300, 10)]
    [InlineData(79, 24, 10, 300)]
    [InlineData(199, 50, 300, 300)]
    [InlineData(LiveLayout.LeastWidth - 1, LiveLayout.LeastHeight, 5, 5)]
    public void Draw_AnySize_FitsTheTerminal(int width, int height, int running, int ended)
    {
        var lines = Draw(View(running, ended, notice: new string('n', 500)), width, height).Split('\n');
        lines.Length.ShouldBeLessThan(height);
        lines.ShouldAllBe(line => line.TrimEnd().Length <= width);
        lines.ShouldContain(line => line.StartsWith("best    ", StringComparison.Ordinal));
        lines.ShouldContain(line => line.StartsWith("trials  ", StringComparison.Ordinal));
        lines[^1].ShouldEndWith("…");
    }

    [Fact]
    public void Of_MoreRunningThanLines_SaysHowManyAreHidden()
    {
        var frame = Layout.Of(View(running: 300, ended: 5), [], 79, 24);
        frame.Rows.Length.ShouldBe(15);
        frame.More.ShouldBe("and 285 more running or waiting");
    }

    [Fact]
    public void Draw_WithoutUnicode_IsAscii() =>
        DrawWith(new LiveLayout(Sweeps.Detail(), new TrialText(Sweeps.Spec), unicode: false),
            View(running: 2, ended: 2), 79, 24)
            .ShouldAllBe(letter => letter < 128);

    [Fact]
    public void Of_WideCharacters_CountAsTwoCells()
    {
        Fit.To("日本語", 5, unicode: true).ShouldBe("日本…");
        Fit.To("日本語", 6, unicode: true).ShouldBe("日本語");
    }

    // The usual sweep with these parameters in addition to its own.
    private static LiveLayout LayoutOf(params Parameter[] more)
    {
        var search = Sweeps.Spec.Search;
        var spec = Sweeps.Spec with { Search = search with { Space = new(search.Space.Parameters.AddRange(more)) } };
        return new LiveLayout(Sweeps.Detail(spec), new TrialText(spec), unicode: true);
    }

    private static SweepView View(int running, int ended, string? notice = null)
    {
        var completed = Enumerable.Range(running, ended)
            .Select(number => Sweeps.Trial(number, TrialStatus.Completed, 10, 0.9 + (number / 100.0)))
            .ToImmutableArray();
        return new SweepView
        {
            Summary = Sweeps.Summary(
                running: running, completed: ended) with
            { BestTrial = completed.LastOrDefault()?.Number },
            Unfinished = [.. Enumerable.Range(0, running)
                .Select(number => number == 1 ? Sweeps.Trial(1, step: 5, value: 0.5) : Sweeps.Trial(number))],
            JustEnded = completed,
            Best = completed.LastOrDefault(),
            Notice = notice,
        };
    }

    private static string Draw(SweepView view, int width, int height) => DrawWith(Layout, view, width, height);

    private static string DrawWith(LiveLayout layout, SweepView view, int width, int height)
    {
        var output = new StringWriter();
        PlainConsole.Of(output, width)
            .Write(LiveDrawing.Render(layout.Of(view, view.JustEnded.Reverse(), width, height)));
        return string.Join(
            '\n', output.ToString().ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').Select(line => line.TrimEnd()));
    }
}
