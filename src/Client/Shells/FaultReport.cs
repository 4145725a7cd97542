using System.Net;
using Experiments.ApiClient;
using Experiments.Changes.Clusters;
using Experiments.Contracts.Faults;

namespace Experiments.Client.Shells;

/// <summary>
/// Reports a command's exception to the user: one sentence, and the full exception only if verbose.
/// </summary>
internal static class FaultReport
{
    /// <summary>Writes the sentence to standard error.</summary>
    /// <returns>The exit code.</returns>
    public static int Write(Shell shell, Exception fault, bool verbose)
    {
        if (fault is OperationCanceledException && shell.Interruption.Asked.IsCancellationRequested)
            return ExitCodes.Interrupted;
        try
        {
            shell.Error.WriteLine($"experiments: {shell.Hint(Sentence(fault))}");
            if (verbose) shell.Error.WriteLine(fault);
        }
        catch (IOException)
        {
            // The terminal is gone, so there is no one to report to.
        }

        return fault is WrongUsageException ? ExitCodes.WrongUsage : ExitCodes.Failed;
    }

    private static string Sentence(Exception fault) => fault switch
    {
        UserErrorException or WrongUsageException or UnreachableException => fault.Message,
        ApiException { Status: HttpStatusCode.Unauthorized } =>
            "the server does not accept the token: it is unknown, has expired or was revoked; 'experiments login URL' "
            + "stores another one",
        ApiException => fault.Message,
        _ => ClusterFaults.Explain(fault)
            ?? $"{Causes.FirstLine(fault.Message).TrimEnd('.')} (--verbose shows more)",
    };
}
