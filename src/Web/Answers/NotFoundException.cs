namespace Experiments.Web.Answers;

/// <summary>The path of a request names something that does not exist.</summary>
/// <param name="message">What does not exist, in one sentence.</param>
internal sealed class NotFoundException(string message) : Exception(message);
