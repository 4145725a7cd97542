namespace Experiments.Web.Outside;

/// <summary>The request of a worker for a trial.</summary>
internal sealed record ClaimFields
{
    private const int Longest = 100;

    /// <summary>
    /// A text that the worker makes up for this request, up to 100 characters. A repeated request with the same one
    /// gets the same trial, so that an answer that is lost costs nothing.
    /// </summary>
    public required string Claim { get; init; }

    /// <summary>Checks the text.</summary>
    /// <exception cref="UserErrorException">It is empty or too long.</exception>
    public ClaimFields Check() => string.IsNullOrWhiteSpace(Claim) || Claim.Length > Longest
        ? throw new UserErrorException($"'claim' must be a text of 1 to {Longest} characters")
        : this;
}
