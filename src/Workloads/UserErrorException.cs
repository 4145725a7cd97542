namespace Experiments.Workloads;

/// <summary>
/// Something that the person who runs this can mend. The message is one sentence that says where, what and what to do;
/// it is shown as it is, without a stack trace.
/// </summary>
public sealed class UserErrorException : Exception
{
    /// <param name="message">One sentence: where, what, what to do.</param>
    /// <param name="cause">What was thrown underneath, for <c>--verbose</c>.</param>
    public UserErrorException(string message, Exception? cause = null) : base(message, cause) { }
}
