using System.Collections.Immutable;
using Experiments.Contracts.Ports.Execution;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Sweeps;

namespace Experiments.Grains.Tests.Support;

/// <summary>What the executors of all silos of a test do, and the calls that they received.</summary>
internal sealed class ExecutorScript(Signal signal)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (int Now, int Most)> _used = [];

    /// <summary>What an attempt does. Default: <see cref="CompleteAsync"/>.</summary>
    public Func<ScriptedRun, Task> Train { get; set; } = CompleteAsync;

    /// <summary>What making a workload ready does. Default: nothing.</summary>
    public Func<Task> Prepare { get; set; } = () => Task.CompletedTask;

    /// <summary>The attempts that have begun, in order.</summary>
    public ImmutableList<ScriptedRun> Begun { get; private set; } = [];

    /// <summary>The attempts that have ended in any way, in order.</summary>
    public ImmutableList<ScriptedRun> Ended { get; private set; } = [];

    /// <summary>The largest number of attempts that one silo ran at once.</summary>
    public int MostOnOneSilo => _used.Values.Max(use => use.Most);

    /// <summary>The largest number of attempts that all silos ran at once.</summary>
    public int MostAtOnce { get; private set; }

    /// <summary>Reports the trial's number as its objective, and completes.</summary>
    public static async Task CompleteAsync(ScriptedRun run)
    {
        await Task.Yield();
        await run.ReportAsync(1, run.Trial);
    }

    /// <summary>
    /// Continues from the trial's checkpoint, reports the objective of each epoch, and saves a checkpoint when it is
    /// asked to.
    /// </summary>
    /// <returns>Whether it trained to the end, rather than being told to stop.</returns>
    public static async Task<bool> ClimbAsync(
        ScriptedRun run, int epochs, Func<int, long, double> objective, bool saves = true)
    {
        await Task.Yield();
        var done = run.Order.Resume?.Step ?? 0;
        while (done < epochs)
        {
            done++;
            var signal = await run.ReportAsync(done, objective(run.Trial, done));
            if (signal == TrialSignal.SaveCheckpoint && saves) signal = await run.SaveCheckpointAsync(done);
            if (signal == TrialSignal.Stop) return false;
        }

        return true;
    }

    /// <summary>Waits to be released or interrupted, then reports and completes.</summary>
    public static async Task HoldAsync(ScriptedRun run)
    {
        await run.HoldAsync();
        await CompleteAsync(run);
    }

    /// <summary>Resets everything for the next test.</summary>
    public void Reset()
    {
        lock (_lock)
        {
            (Begun, Ended, MostAtOnce) = ([], [], 0);
            _used.Clear();
        }

        (Train, Prepare) = (CompleteAsync, () => Task.CompletedTask);
    }

    public IExecutor On(string silo) => new Executor(this, silo);

    /// <summary>Waits until an attempt begins, or returns one that has begun.</summary>
    public async Task<ScriptedRun> BegunAsync(int trial, int attempt = 1, string? sweep = null)
    {
        ScriptedRun? Find() =>
            Begun.Find(
                run => run.Trial == trial && run.Attempt == attempt && (sweep is null || run.Order.SweepId == sweep));
        await signal.UntilAsync(() => Find() is not null, $"attempt {attempt} of trial {trial} began");
        return Find()!;
    }

    /// <summary>Releases every held attempt, and lets later attempts complete at once.</summary>
    public void ReleaseAll()
    {
        Train = CompleteAsync;
        foreach (var run in Begun) run.Release();
    }

    private void Begin(ScriptedRun run)
    {
        lock (_lock)
        {
            Begun = Begun.Add(run);
            var (now, most) = _used.GetValueOrDefault(run.Silo);
            _used[run.Silo] = (now + 1, Math.Max(most, now + 1));
            MostAtOnce = Math.Max(MostAtOnce, _used.Values.Sum(use => use.Now));
        }

        signal.Pulse();
    }

    private void End(ScriptedRun run)
    {
        lock (_lock)
        {
            Ended = Ended.Add(run);
            _used[run.Silo] = _used[run.Silo] with { Now = _used[run.Silo].Now - 1 };
        }

        signal.Pulse();
    }

    private sealed class Executor(ExecutorScript script, string silo) : IExecutor
    {
        public async Task<Provenance> PrepareAsync(
            WorkloadSpec workload, int threads, IProgress<string> progress, CancellationToken cancel)
        {
            await script.Prepare();
            return new Provenance("1", null, null, threads);
        }

        public async Task RunAsync(TrialOrder order, ITrialHost host, CancellationToken interrupted)
        {
            var run = new ScriptedRun(silo, order, host, interrupted);
            script.Begin(run);
            try
            {
                await script.Train(run);
            }
            finally
            {
                script.End(run);
            }
        }
    }
}
