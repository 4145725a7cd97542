using System.Text.RegularExpressions;

namespace Experiments.Search.Spaces;

/// <summary>
/// The parameters that are seeds by their names: <c>seed</c>, names that end in a separator and <c>seed</c>, and
/// <c>random_state</c>. Trials that differ only in these are repeats of each other.
/// </summary>
public static partial class SeedParameters
{
    /// <summary>Returns the names of a space's seeds.</summary>
    public static IEnumerable<string> Find(SearchSpace space) =>
        space.Parameters.Select(parameter => parameter.Name).Where(Is);

    /// <summary>Returns whether a parameter with this name is a seed.</summary>
    public static bool Is(string name) => Seed().IsMatch(name);

    [GeneratedRegex(@"^(?:(?:[a-z0-9_.-]*[_.-])?seed|random_state)\z", RegexOptions.IgnoreCase)]
    private static partial Regex Seed();
}
