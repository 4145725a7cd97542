namespace Experiments.Web.Answers;

/// <summary>What is stored, or what runs, does not allow a change.</summary>
/// <param name="message">What does not allow it, and what to do, in one sentence.</param>
internal sealed class ConflictException(string message) : Exception(message);
