using Experiments.Search.States;

namespace Experiments.Web.Outside;

/// <summary>The answer to what a worker says.</summary>
/// <param name="GoOn">
/// Whether the attempt goes on. If not, it is over, as the worker said or as the sweep has decided at a rung.
/// </param>
/// <param name="Status">The status of the trial; <c>waiting</c> if another attempt follows.</param>
internal sealed record TellAnswer(bool GoOn, TrialStatus Status);
