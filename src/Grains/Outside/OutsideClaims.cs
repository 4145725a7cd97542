using Experiments.Contracts.Outside;

namespace Experiments.Grains.Outside;

/// <summary>
/// The workers outside the cluster that wait for a trial of a sweep, and which of them got which. A trial begins only
/// for a worker that waits, and goes to the one that has waited longest. Nothing here is kept across a crash: a worker
/// asks again, and a trial that no worker takes is ended by its silence. Makes no calls; not thread-safe.
/// </summary>
internal sealed class OutsideClaims
{
    private readonly List<(string Id, TaskCompletionSource<OutsideTrial?> Answer)> _waiting = [];

    /// <summary>The attempts that were decided and that no worker has got yet; null until they have started.</summary>
    private readonly Dictionary<(int Trial, int Attempt), OutsideTrial?> _begun = [];

    private readonly Dictionary<string, OutsideTrial> _given = [];

    /// <summary>The number of workers that wait and for which nothing has begun.</summary>
    public int Unserved => Math.Max(0, _waiting.Count - _begun.Count);

    /// <summary>
    /// Waits for a trial. Returns one at once if this claim has got it before and it still runs, or if one has started
    /// and its worker has not waited for it.
    /// </summary>
    /// <returns>A task with the trial, or with null if the wait is over.</returns>
    public Task<OutsideTrial?> WaitAsync(OutsideClaim claim)
    {
        if (_given.TryGetValue(claim.Id, out var before)) return Task.FromResult<OutsideTrial?>(before);
        Leave(claim.Id);
        var answer = new TaskCompletionSource<OutsideTrial?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Add((claim.Id, answer));
        Give();
        return answer.Task;
    }

    /// <summary>Ends the wait of a claim; it gets nothing.</summary>
    public void Leave(string id)
    {
        var index = _waiting.FindIndex(waiting => waiting.Id == id);
        if (index < 0) return;
        _waiting[index].Answer.SetResult(null);
        _waiting.RemoveAt(index);
    }

    /// <summary>Ends all waits, because the sweep has ended or moves.</summary>
    public void LeaveAll()
    {
        foreach (var (_, answer) in _waiting) answer.SetResult(null);
        _waiting.Clear();
    }

    /// <summary>Records that it was decided to begin an attempt, for one of those that wait.</summary>
    public void Begin(int trial, int attempt) => _begun[(trial, attempt)] = null;

    /// <summary>Gives an attempt that has started to the worker that has waited longest.</summary>
    public void Started(OutsideTrial trial)
    {
        // It may have ended already, while its start was answered.
        if (!_begun.ContainsKey((trial.Trial, trial.Attempt))) return;
        _begun[(trial.Trial, trial.Attempt)] = trial;
        Give();
    }

    /// <summary>Forgets an attempt that has not started, as far as is known.</summary>
    public void Forget(int trial, int attempt) => _begun.Remove((trial, attempt));

    /// <summary>Forgets the attempts that do not run any more.</summary>
    public void Keep(Func<int, int, bool> runs)
    {
        foreach (var (trial, attempt) in _begun.Keys)
            if (!runs(trial, attempt)) _begun.Remove((trial, attempt));
        foreach (var (claim, trial) in _given)
            if (!runs(trial.Trial, trial.Attempt)) _given.Remove(claim);
    }

    private void Give()
    {
        foreach (var trial in _begun.Values.OfType<OutsideTrial>().OrderBy(trial => trial.Trial).ToArray())
        {
            if (_waiting.Count == 0) return;
            var (claim, answer) = _waiting[0];
            _waiting.RemoveAt(0);
            _begun.Remove((trial.Trial, trial.Attempt));
            _given[claim] = trial;
            answer.SetResult(trial);
        }
    }
}
