using System.Runtime.InteropServices;

namespace Experiments.Client.Shells;

/// <summary>
/// A person's Ctrl-C, or SIGTERM: the first asks for an orderly end, the second insists on an end now. The third ends the
/// process as if nobody listened. The end of the terminal asks, too, and never insists: the kernel and the shell both tell of it.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _asked = new();
    private readonly CancellationTokenSource _insisted = new();
    private readonly List<PosixSignalRegistration> _signals = [];

    /// <summary>Cancelled by the first one.</summary>
    public CancellationToken Asked => _asked.Token;

    /// <summary>Cancelled by the second one.</summary>
    public CancellationToken Insisted => _insisted.Token;

    /// <summary>One that listens to the signals of this process.</summary>
    public static Interruption OfSignals()
    {
        var interruption = new Interruption();
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM])
        {
            interruption._signals.Add(
                PosixSignalRegistration.Create(signal, context => context.Cancel = interruption.Raise()));
        }

        interruption._signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGHUP, context =>
        {
            context.Cancel = true;
            interruption._asked.Cancel();
        }));
        return interruption;
    }

    /// <summary>Interrupts once more; false where there was nobody left to tell.</summary>
    public bool Raise()
    {
        var next = _asked.IsCancellationRequested ? _insisted : _asked;
        if (next.IsCancellationRequested) return false;
        next.Cancel();
        return true;
    }

    public void Dispose()
    {
        foreach (var signal in _signals) signal.Dispose();
        _asked.Dispose();
        _insisted.Dispose();
    }
}
