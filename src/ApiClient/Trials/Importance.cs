namespace Experiments.ApiClient.Trials;

/// <summary>How much a parameter matters for a trial being among the best.</summary>
/// <param name="Parameter">The name of the parameter.</param>
/// <param name="Share">Its share of the importance of all parameters, 0 to 1.</param>
public sealed record Importance(string Parameter, double Share);
