using System.Diagnostics.CodeAnalysis;
using Experiments.SweepFiles.Yaml;

namespace Experiments.SweepFiles.Rules;

/// <summary>What a key takes: reads a node as <typeparamref name="T"/>, or says why it is none.</summary>
internal abstract class Rule<T>
{
    /// <summary>What it takes, as the end of "needs …".</summary>
    public abstract string Takes { get; }

    /// <summary>The value, or an error about <paramref name="subject"/> where the node stands.</summary>
    public abstract bool TryRead(string subject, Node node, ErrorList errors, [MaybeNullWhen(false)] out T value);

    /// <summary>Adds the error that the node is not what is taken.</summary>
    protected bool Fail(string subject, Node node, ErrorList errors, out T? value, string hint = "")
    {
        errors.Add(node.At, $"{subject} needs {Takes}, but got {node.Describe()}{hint}");
        value = default;
        return false;
    }
}
