namespace Experiments.ApiClient;

/// <summary>
/// There is no answer from the API: nothing answers there, the connection broke, or the server cannot prove that it is
/// the one that was asked. The message is a sentence that says which, and what to do.
/// </summary>
/// <param name="message">The sentence.</param>
/// <param name="cause">The cause, or null.</param>
public sealed class UnreachableException(string message, Exception? cause = null) : Exception(message, cause);
