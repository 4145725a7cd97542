using Experiments.ApiClient.Sweeps;

namespace Experiments.ApiClient.Connecting;

/// <summary>An answer of the type <c>application/problem+json</c> (RFC 9457).</summary>
/// <param name="Detail">What is wrong, and what to do.</param>
/// <param name="Errors">The errors in a sweep file.</param>
internal sealed record ProblemDetails(string? Detail, IReadOnlyList<FileMessage>? Errors);
