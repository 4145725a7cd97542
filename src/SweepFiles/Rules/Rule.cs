using System.Diagnostics.CodeAnalysis;
using Experiments.SweepFiles.Yaml;

namespace Experiments.SweepFiles.Rules;

/// <summary>The rule for the value of a key: reads a node as <typeparamref name="T"/> or adds an error.</summary>
internal abstract class Rule<T>
{
    /// <summary>The valid values, as the end of "needs …".</summary>
    public abstract string Takes { get; }

    /// <summary>
    /// Reads the value. Returns false and adds an error about <paramref name="subject"/> if the node is not valid.
    /// </summary>
    public abstract bool TryRead(string subject, Node node, ErrorList errors, [MaybeNullWhen(false)] out T value);

    /// <summary>Adds the error that the node is not a valid value, and returns false.</summary>
    protected bool Fail(string subject, Node node, ErrorList errors, out T? value, string hint = "")
    {
        errors.Add(node.At, $"{subject} needs {Takes}, but got {node.Describe()}{hint}");
        value = default;
        return false;
    }
}
