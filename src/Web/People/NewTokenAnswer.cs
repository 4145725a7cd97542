namespace Experiments.Web.People;

/// <summary>A token that was created.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Token">The token, which no other answer contains.</param>
internal sealed record NewTokenAnswer(string Id, string Token);
