namespace Experiments.Storage.Access;

/// <summary>A change that a person requests.</summary>
/// <param name="Who">Who requests it.</param>
/// <param name="Via">The way in: <c>command line</c>, <c>page</c>, or <c>token</c> and its id.</param>
/// <param name="Action">What is requested: the name of the command.</param>
/// <param name="Sweep">The id of the sweep that it is about, or null if it is about none.</param>
/// <param name="Target">What it is about, in words: a sweep, a trial, a node or a token.</param>
public sealed record RequestedChange(string Who, string Via, string Action, string? Sweep, string Target);
