using Experiments.Storage.Queries;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Experiments.Client.Watching;

/// <summary>Shows a sweep as a table that is updated in place; its last state remains visible.</summary>
internal sealed class LiveScreen(IAnsiConsole console, LiveLayout layout) : IWatchScreen
{
    // More lines than any terminal has.
    private const int Remembered = 1_000;

    private readonly LinkedList<TrialSummary> _ended = [];

    public Task<SweepView> ShowAsync(Func<Action<SweepView>, Task<SweepView>> follow) =>
        console.Live(new Text("")).Overflow(VerticalOverflow.Crop).StartAsync(
            live => follow(view => live.UpdateTarget(Draw(view))));

    private IRenderable Draw(SweepView view)
    {
        foreach (var trial in view.JustEnded) _ended.AddFirst(trial);
        while (_ended.Count > Remembered) _ended.RemoveLast();
        // The last cell of each line stays empty, since terminals differ in when they wrap.
        return LiveDrawing.Render(layout.Of(view, _ended, console.Profile.Width - 1, console.Profile.Height));
    }
}
