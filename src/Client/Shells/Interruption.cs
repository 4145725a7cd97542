using System.Runtime.InteropServices;

namespace Experiments.Client.Shells;

/// <summary>
/// Interruptions by Ctrl-C or SIGTERM: the first requests an orderly end, the second an immediate one. The third ends
/// the process by the signal's default action. A closed terminal (SIGHUP) also requests an orderly end, but never an
/// immediate one, since both the kernel and the shell send that signal.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _asked = new();
    private readonly CancellationTokenSource _insisted = new();
    private readonly List<PosixSignalRegistration> _signals = [];

    /// <summary>Cancelled by the first interruption.</summary>
    public CancellationToken Asked => _asked.Token;

    /// <summary>Cancelled by the second interruption.</summary>
    public CancellationToken Insisted => _insisted.Token;

    /// <summary>Creates an interruption that handles the signals of this process.</summary>
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

    /// <summary>Interrupts once more. Returns false if both tokens were already cancelled.</summary>
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
