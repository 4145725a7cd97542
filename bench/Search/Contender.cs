using System.Globalization;
using Experiments.Search.Specs;

namespace Experiments.Bench.Search;

/// <summary>A method in a version of the algorithms, written as <c>gp</c> (the newest) or <c>gp@2</c>.</summary>
internal sealed record Contender(SearchMethod Method, int Version)
{
    public static Contender Parse(string text)
    {
        var parts = text.Split('@');
        return new(
            Enum.Parse<SearchMethod>(parts[0], ignoreCase: true),
            parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : AlgorithmVersions.Newest);
    }

    public override string ToString()
    {
        var word = Method.ToString().ToLowerInvariant();
        return Version == AlgorithmVersions.Newest ? word : $"{word}@{Version}";
    }
}
