namespace Experiments.Workloads;

/// <summary>
/// The exception for an error that the user can fix. The message is one sentence that says where the error is, what is
/// wrong and what to do. It is shown as is, without a stack trace.
/// </summary>
public sealed class UserErrorException : Exception
{
    /// <param name="message">One sentence: where the error is, what is wrong, and what to do.</param>
    /// <param name="cause">The underlying exception, shown with <c>--verbose</c>.</param>
    public UserErrorException(string message, Exception? cause = null) : base(message, cause) { }
}
