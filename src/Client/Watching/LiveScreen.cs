using Experiments.Storage.Queries;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Experiments.Client.Watching;

/// <summary>A table that is written over in place; its last state stays.</summary>
internal sealed class LiveScreen(IAnsiConsole console, LiveLayout layout) : IWatchScreen
{
    // More than any terminal has lines.
    private const int Remembered = 1_000;

    private readonly LinkedList<TrialSummary> _ended = [];

    public Task<SweepView> ShowAsync(Func<Action<SweepView>, Task<SweepView>> follow) =>
        console.Live(new Text("")).Overflow(VerticalOverflow.Crop).StartAsync(
            live => follow(view => live.UpdateTarget(Draw(view))));

    private IRenderable Draw(SweepView view)
    {
        foreach (var trial in view.JustEnded) _ended.AddFirst(trial);
        while (_ended.Count > Remembered) _ended.RemoveLast();
        // Terminals differ in what they do after the last cell of a line.
        return LiveDrawing.Render(layout.Of(view, _ended, console.Profile.Width - 1, console.Profile.Height));
    }
}
