using Experiments.Contracts.Terminals;
using Experiments.Training.Programs.Commands;
using Experiments.Training.Programs.Output;

namespace Experiments.Training.Programs.Artifacts;

/// <summary>The files of a program that are not kept, by the reason.</summary>
internal sealed class LeftOut
{
    private const int MostNamed = 5;
    private const int MostReasons = 20;
    private const int LongestName = 100;

    private readonly Dictionary<string, List<string>> _names = [];

    /// <summary>Adds a file.</summary>
    public void Add(string name, string reason)
    {
        if (!_names.TryGetValue(reason, out var names)) _names[reason] = names = [];
        names.Add(name);
    }

    /// <summary>Returns a sentence for each reason, up to 20 of them.</summary>
    public IEnumerable<string> Describe() => _names.Take(MostReasons).Select(pair =>
        $"{List(pair.Value)} in {ProgramVariables.ArtifactFolder} {(pair.Value.Count == 1 ? "is" : "are")} not kept: "
        + pair.Key);

    /// <summary>Returns up to five names in quotes, and the number of the others.</summary>
    public static string List(IReadOnlyList<string> names)
    {
        var named = string.Join(
            ", ", names.Take(MostNamed).Select(name => $"'{SafeText.InLine(Excerpt.Short(name, LongestName))}'"));
        return names.Count > MostNamed ? $"{named} and {names.Count - MostNamed} more" : named;
    }
}
