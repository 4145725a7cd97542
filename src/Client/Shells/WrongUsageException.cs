namespace Experiments.Client.Shells;

/// <summary>
/// The command line makes no sense, and nothing was done. The message is one sentence that says what to write instead.
/// </summary>
internal sealed class WrongUsageException(string message) : Exception(message);
