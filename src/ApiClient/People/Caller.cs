namespace Experiments.ApiClient.People;

/// <summary>Who sends the requests.</summary>
/// <param name="Name">The name, which is the owner of sweeps that are submitted.</param>
/// <param name="Via">The way in: <c>token</c> and its id.</param>
/// <param name="Role">
/// What the caller may do: <c>viewer</c>, <c>submitter</c>, <c>operator</c> or <c>admin</c>.
/// </param>
public sealed record Caller(string Name, string Via, string Role);
