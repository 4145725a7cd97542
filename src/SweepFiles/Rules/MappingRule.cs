using System.Diagnostics.CodeAnalysis;
using Experiments.SweepFiles.Yaml;

namespace Experiments.SweepFiles.Rules;

/// <summary>A mapping. Its keys are checked when it is read as a <see cref="Keys.Section"/>.</summary>
/// <param name="example">An example for messages.</param>
internal sealed class MappingRule(string example) : Rule<Node.Mapping>
{
    public override string Takes => $"a mapping such as {example}";

    public override bool TryRead(
        string subject, Node node, ErrorList errors, [MaybeNullWhen(false)] out Node.Mapping value)
    {
        value = node as Node.Mapping;
        return value is not null || Fail(subject, node, errors, out value);
    }
}
