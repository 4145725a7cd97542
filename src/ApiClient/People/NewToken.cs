namespace Experiments.ApiClient.People;

/// <summary>A token to create.</summary>
/// <param name="Person">The name of the person.</param>
/// <param name="Role">What it allows: <c>viewer</c>, <c>submitter</c>, <c>operator</c> or <c>admin</c>.</param>
/// <param name="Expires">
/// The time after which it is refused, with its unit, such as <c>90d</c>, or <c>never</c>. Null stands for 90 days.
/// </param>
public sealed record NewToken(string Person, string Role, string? Expires = null);

/// <summary>A token that was created.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Token">The token, which no other answer contains.</param>
public sealed record CreatedToken(string Id, string Token);
