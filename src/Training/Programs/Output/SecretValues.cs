using System.Collections.Immutable;
using Experiments.Contracts.Sweeps;

namespace Experiments.Training.Programs.Output;

/// <summary>The secrets that a program receives, which must be removed from its output before it is stored.</summary>
internal sealed class SecretValues
{
    // A shorter value occurs in too many words that are not secrets.
    private const int Shortest = 8;

    private readonly ImmutableArray<(string Macro, string Value)> _values;

    /// <param name="variables">
    /// The variables that a sweep file sets or references, with their values for the program. Those are hidden whose
    /// names look like those of secrets.
    /// </param>
    /// <param name="secrets">The secrets of the node that a sweep file references.</param>
    public SecretValues(
        IEnumerable<KeyValuePair<string, string>> variables, IEnumerable<KeyValuePair<string, string>> secrets) =>
        _values =
        [
            .. secrets.Select(secret => (CommandMacros.OfSecret(secret.Key), secret.Value))
                .Concat(variables.Where(variable => SecretNames.LooksSecret(variable.Key))
                    .Select(variable => ($"${{{CommandMacros.EnvironmentVariable}{variable.Key}}}", variable.Value)))
                .Where(hidden => hidden.Value.Length >= Shortest)
                .OrderByDescending(hidden => hidden.Value.Length),
        ];

    /// <summary>
    /// Returns the text with each secret value replaced by <c>${secret:NAME}</c> or <c>${envvar:NAME}</c>.
    /// </summary>
    public string Hide(string text)
    {
        foreach (var (macro, value) in _values) text = text.Replace(value, macro, StringComparison.Ordinal);
        return text;
    }
}
