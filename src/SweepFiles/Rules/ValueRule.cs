using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Experiments.SweepFiles.Yaml;

namespace Experiments.SweepFiles.Rules;

/// <summary>A value that a parameter can have: text, a number, a flag, null, or a list of these.</summary>
internal sealed class ValueRule : Rule<ParameterValue>
{
    public override string Takes => "text, a finite number, true, false, null, or a list of these";

    public override bool TryRead(
        string subject, Node node, ErrorList errors, [MaybeNullWhen(false)] out ParameterValue value)
    {
        value = null;
        switch (node)
        {
            case Node.Scalar { Value: ParameterValue.Number { Value: var real } } when !double.IsFinite(real):
            case Node.Mapping:
                return Fail(subject, node, errors, out value);
            case Node.Scalar { Value: null } nothing:
                if (nothing.Text.Length == 0)
                    errors.Warn(
                        node.At,
                        $"{subject} is empty, which is null (Python's None); write null if that is meant");
                value = new ParameterValue.Null();
                return true;
            case Node.Scalar scalar:
                value = scalar.Value!;
                return true;
            default:
                var items = ((Node.Sequence)node).Items;
                var values = ImmutableArray.CreateBuilder<ParameterValue>(items.Count);
                foreach (var item in items)
                {
                    if (TryRead(subject, item, errors, out var read)) values.Add(read);
                }
                value = new ParameterValue.List(values.ToImmutable());
                return values.Count == items.Count;
        }
    }
}
