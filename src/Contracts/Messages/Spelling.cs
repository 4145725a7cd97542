namespace Experiments.Contracts.Messages;

/// <summary>Finds the known name that a misspelt name probably stands for.</summary>
public static class Spelling
{
    private const int LongestName = 64;

    // Refusing a file with a thousand parameters and as many misspelt references to them must stay cheap.
    private const int MostCompared = 100;

    /// <summary>Returns <c>; did you mean 'x'?</c> if a known name is near, otherwise an empty string.</summary>
    public static string Hint(string given, IEnumerable<string> known) =>
        Nearest(given, known) is { } name ? $"; did you mean '{name}'?" : "";

    /// <summary>Returns <see cref="Hint"/>, or the list of all known names if none is near.</summary>
    public static string HintOrList(string given, IReadOnlyCollection<string> known, string listed = "there are") =>
        Nearest(given, known) is null ? $"; {listed} {string.Join(", ", known)}" : Hint(given, known);

    /// <summary>Returns the known name nearest to the given one, or null if more than a third of it differs.</summary>
    public static string? Nearest(string given, IEnumerable<string> known)
    {
        if (given.Length is 0 or > LongestName) return null;
        var lower = given.ToLowerInvariant();
        var (name, distance) = known.Take(MostCompared)
            .Where(name => Math.Abs(name.Length - given.Length) <= Allowed(given, name))
            .Select(name => (Name: name, Distance: Distance(lower, name.ToLowerInvariant())))
            .DefaultIfEmpty((Name: "", Distance: int.MaxValue))
            .MinBy(candidate => candidate.Distance);
        return distance <= Allowed(given, name) ? name : null;
    }

    private static int Allowed(string a, string b) => Math.Max(1, Math.Min(a.Length, b.Length) / 3);

    /// <summary>
    /// Returns the Damerau-Levenshtein distance in its restricted form (optimal string alignment): the number of
    /// insertions, deletions, substitutions and swaps of adjacent characters, with no substring edited twice.
    /// </summary>
    public static int Distance(string a, string b)
    {
        var cost = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) cost[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) cost[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var substitution = cost[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                cost[i, j] = Math.Min(substitution, Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
            }
        }
        return cost[a.Length, b.Length];
    }
}
