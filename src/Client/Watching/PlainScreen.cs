using Experiments.Client.Shells;

namespace Experiments.Client.Watching;

/// <summary>Writes a line for each change, for pipes, files and terminals that cannot overwrite text.</summary>
internal sealed class PlainScreen(Shell shell, PlainNews news) : IWatchScreen
{
    public Task<SweepView> ShowAsync(Func<Action<SweepView>, Task<SweepView>> follow) => follow(view =>
    {
        foreach (var line in news.Tell(view)) shell.WriteWrapped(line);
        shell.Out.Flush();
    });
}
