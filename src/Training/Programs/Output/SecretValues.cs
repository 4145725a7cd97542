using System.Collections.Immutable;
using Experiments.Contracts.Sweeps;

namespace Experiments.Training.Programs.Output;

/// <summary>The secrets that a program was given, which are not to be kept where it prints them.</summary>
internal sealed class SecretValues
{
    // A shorter one is in too many words that are none.
    private const int Shortest = 8;

    private readonly ImmutableArray<KeyValuePair<string, string>> _values;

    /// <param name="variables">The variables that a sweep file sets or names, as the program gets them.</param>
    public SecretValues(IEnumerable<KeyValuePair<string, string>> variables) => _values =
    [
        .. variables.Where(entry => SecretNames.LooksSecret(entry.Key) && entry.Value.Length >= Shortest)
            .OrderByDescending(entry => entry.Value.Length),
    ];

    /// <summary>The text with <c>${envvar:NAME}</c> for each of their values.</summary>
    public string Hide(string text)
    {
        foreach (var (name, value) in _values)
            text = text.Replace(value, $"${{envvar:{name}}}", StringComparison.Ordinal);
        return text;
    }
}
