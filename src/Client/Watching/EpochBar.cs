namespace Experiments.Client.Watching;

/// <summary>A bar for how far a trial is.</summary>
internal static class EpochBar
{
    /// <summary>A bar of exactly <paramref name="width"/> characters, full only where all is done.</summary>
    /// <param name="fraction">Share that is done, 0 to 1.</param>
    /// <param name="width">Characters.</param>
    /// <param name="unicode">Whether blocks can be drawn; otherwise it is drawn with <c>#</c> and <c>-</c>.</param>
    public static string Draw(double fraction, int width, bool unicode)
    {
        var full = (int)Math.Floor(fraction * width);
        return new string(unicode ? '█' : '#', full) + new string(unicode ? '░' : '-', width - full);
    }
}
