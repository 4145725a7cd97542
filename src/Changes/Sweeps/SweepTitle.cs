using Experiments.Storage.Model;

namespace Experiments.Changes.Sweeps;

/// <summary>Names a sweep in messages, by its name, which several sweeps can share, and its id.</summary>
public static class SweepTitle
{
    /// <summary>Returns the title of a sweep: <c>sweep 'mnist' (k3m9x0q2ab)</c>.</summary>
    public static string Title(this SweepSummary sweep) => Of(sweep.Name, sweep.Id);

    /// <summary>Returns the title for a name and an id.</summary>
    public static string Of(string name, string id) => $"sweep '{name}' ({id})";
}
