namespace Experiments.Web.Changing;

/// <summary>A trial that a sweep would run.</summary>
/// <param name="Trial">Its number.</param>
/// <param name="Parameters">Its parameters.</param>
internal sealed record PlannedTrial(int Trial, Assignment Parameters);
