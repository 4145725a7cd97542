namespace Experiments.Web.Answers;

/// <summary>The caller may not do what the request is for.</summary>
/// <param name="message">What the caller may not do, and who may, in one sentence.</param>
internal sealed class ForbiddenException(string message) : Exception(message);
