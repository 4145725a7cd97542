namespace Experiments.Client.Watching;

/// <summary>Draws the progress bar of a trial.</summary>
internal static class EpochBar
{
    /// <summary>
    /// Returns a bar of <paramref name="width"/> characters, which is full only if everything is done.
    /// </summary>
    /// <param name="fraction">The completed share, 0 to 1.</param>
    /// <param name="width">The width in characters.</param>
    /// <param name="unicode">Whether to draw with block characters; otherwise with <c>#</c> and <c>-</c>.</param>
    public static string Draw(double fraction, int width, bool unicode)
    {
        var full = (int)Math.Floor(fraction * width);
        return new string(unicode ? '█' : '#', full) + new string(unicode ? '░' : '-', width - full);
    }
}
