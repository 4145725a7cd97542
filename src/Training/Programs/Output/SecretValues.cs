using System.Collections.Immutable;
using Experiments.Contracts.Sweeps;

namespace Experiments.Training.Programs.Output;

/// <summary>The secrets that a program receives, which must be removed from its output before it is stored.</summary>
internal sealed class SecretValues
{
    // A shorter value occurs in too many words that are not secrets.
    private const int Shortest = 8;

    private readonly ImmutableArray<KeyValuePair<string, string>> _values;

    /// <param name="variables">
    /// The variables that a sweep file sets or references, with their values for the program.
    /// </param>
    public SecretValues(IEnumerable<KeyValuePair<string, string>> variables) => _values =
    [
        .. variables.Where(entry => SecretNames.LooksSecret(entry.Key) && entry.Value.Length >= Shortest)
            .OrderByDescending(entry => entry.Value.Length),
    ];

    /// <summary>Returns the text with each secret value replaced by <c>${envvar:NAME}</c>.</summary>
    public string Hide(string text)
    {
        foreach (var (name, value) in _values)
            text = text.Replace(value, $"${{envvar:{name}}}", StringComparison.Ordinal);
        return text;
    }
}
