namespace Experiments.ApiClient.People;

/// <summary>A change that was requested.</summary>
/// <param name="At">The time of the request.</param>
/// <param name="Who">Who requested it.</param>
/// <param name="Via">The way in: <c>command line</c>, <c>page</c>, or <c>token</c> and its id.</param>
/// <param name="Action">The name of the command.</param>
/// <param name="Sweep">The id of the sweep that it is about, or null.</param>
/// <param name="Target">What it is about, in words.</param>
/// <param name="Refused">Why it was not made, or null if it was.</param>
public sealed record ChangeRecord(
    DateTimeOffset At, string Who, string Via, string Action, string? Sweep, string Target, string? Refused);
