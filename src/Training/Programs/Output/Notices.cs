namespace Experiments.Training.Programs.Output;

/// <summary>
/// Writes notices about unexpected behavior to a trial's log, each only once, and a limited number in total.
/// Thread-safe.
/// </summary>
/// <param name="note">Receives a line for the log.</param>
internal sealed class Notices(Action<string> note)
{
    private const int Most = 20;

    private readonly HashSet<string> _told = [];

    /// <summary>Writes a notice, unless one with the same key has been written.</summary>
    /// <param name="what">The key of the notice.</param>
    /// <param name="text">The text of the notice.</param>
    public void Tell(string what, string text)
    {
        lock (_told)
        {
            if (_told.Count >= Most || !_told.Add(what)) return;
            note(_told.Count == Most ? text + "; this is the last that is said of what was printed" : text);
        }
    }
}
