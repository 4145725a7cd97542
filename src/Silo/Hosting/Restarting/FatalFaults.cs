namespace Experiments.Silo.Hosting.Restarting;

/// <summary>
/// Receives the faults with which Orleans cannot continue: above all that the other silos have declared this one dead.
/// Orleans itself would abort the process with a stack trace.
/// </summary>
internal sealed class FatalFaults(SiloOptions options, SiloRestart restart) : IFatalErrorHandler
{
    private const int Failed = 1;

    /// <inheritdoc/>
    public bool IsUnexpected(Exception exception) => exception is not ThreadAbortException;

    /// <inheritdoc/>
    public void OnFatalException(object? sender, string? context, Exception? exception)
    {
        // Orleans gives a reason without an exception only when it has learned that this silo is dead.
        var reason = exception is null
            ? "the other silos could not reach this one and declared it dead; its trials continue elsewhere"
            : $"Orleans failed ({context}): {exception.Message}";
        if (options.Verbose) Console.Error.WriteLine($"{context} {exception}");
        if (options.Attached)
        {
            SiloLogs.Write(options, reason);
            Environment.Exit(Failed);
        }

        // Nothing is handed back: what a dead silo says is refused, and its trials run elsewhere.
        _ = EndAsync(reason);
    }

    private async Task EndAsync(string reason) => Environment.Exit(await restart.AgainAsync(reason));
}
