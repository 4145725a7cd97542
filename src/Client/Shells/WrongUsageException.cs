namespace Experiments.Client.Shells;

/// <summary>
/// What was asked for cannot be meant; nothing was done. The message is one sentence that says what to write instead.
/// </summary>
internal sealed class WrongUsageException(string message) : Exception(message);
