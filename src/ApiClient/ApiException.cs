using System.Net;
using Experiments.ApiClient.Sweeps;

namespace Experiments.ApiClient;

/// <summary>The API refuses a request. The message is the sentence with which it does: what is wrong, and what to do.
/// </summary>
public sealed class ApiException : Exception
{
    /// <param name="status">The status of the answer.</param>
    /// <param name="message">The sentence.</param>
    /// <param name="errors">The errors in the sweep file that was sent.</param>
    public ApiException(HttpStatusCode status, string message, IReadOnlyList<FileMessage>? errors = null)
        : base(message) => (Status, Errors) = (status, errors ?? []);

    /// <summary>
    /// The status of the answer: 400 if something in the request is wrong, 401 if the token is unknown, expired or
    /// revoked, 403 if the caller may not do this, 404 for what does not exist, 409 if the present state does not allow
    /// it, 503 if the database or the cluster cannot be used.
    /// </summary>
    public HttpStatusCode Status { get; }

    /// <summary>The errors in the sweep file that was sent; empty if there was none.</summary>
    public IReadOnlyList<FileMessage> Errors { get; }
}
