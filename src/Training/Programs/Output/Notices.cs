namespace Experiments.Training.Programs.Output;

/// <summary>Says to a trial's log what a person would not expect, each thing once, and not too many. Safe for any thread.</summary>
/// <param name="note">Takes a line of ours.</param>
internal sealed class Notices(Action<string> note)
{
    private const int Most = 20;

    private readonly HashSet<string> _told = [];

    /// <summary>Says something, unless the same has been said.</summary>
    /// <param name="what">What makes it the same.</param>
    /// <param name="text">A sentence.</param>
    public void Tell(string what, string text)
    {
        lock (_told)
        {
            if (_told.Count >= Most || !_told.Add(what)) return;
            note(_told.Count == Most ? text + "; this is the last that is said of what was printed" : text);
        }
    }
}
