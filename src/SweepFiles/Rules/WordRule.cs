using System.Diagnostics.CodeAnalysis;
using Experiments.Contracts.Messages;
using Experiments.SweepFiles.Yaml;

namespace Experiments.SweepFiles.Rules;

/// <summary>One of a set of words.</summary>
/// <param name="words">The words and their meanings.</param>
internal sealed class WordRule<T>(params IReadOnlyList<(string Word, T Meaning)> words) : Rule<T>
    where T : notnull
{
    public override string Takes => "one of " + string.Join(", ", words.Select(word => word.Word));

    public override bool TryRead(string subject, Node node, ErrorList errors, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        if (node is not Node.Scalar { Value: ParameterValue.Text { Value: var given } })
            return Fail(subject, node, errors, out value);
        foreach (var (word, meaning) in words)
        {
            if (word != given) continue;
            value = meaning;
            return true;
        }
        return Fail(subject, node, errors, out value, Spelling.Hint(given, words.Select(word => word.Word)));
    }
}
