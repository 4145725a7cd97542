using System.Collections.Immutable;
using Experiments.SweepFiles.Yaml;

namespace Experiments.SweepFiles.Rules;

/// <summary>A non-empty list whose items all follow the same rule.</summary>
internal sealed class ListRule<T>(Rule<T> item) : Rule<ImmutableArray<Located<T>>>
{
    public override string Takes => $"a list with at least one item, each of them {item.Takes}";

    public override bool TryRead(string subject, Node node, ErrorList errors, out ImmutableArray<Located<T>> value)
    {
        if (node is not Node.Sequence { Items.Count: > 0 } sequence) return Fail(subject, node, errors, out value);
        var items = ImmutableArray.CreateBuilder<Located<T>>(sequence.Items.Count);
        foreach (var (index, child) in sequence.Items.Index())
        {
            if (item.TryRead($"{subject} (item {index + 1})", child, errors, out var read))
                items.Add(new(read, child.At));
        }
        value = items.ToImmutable();
        return items.Count == sequence.Items.Count;
    }
}

/// <summary>A value and its position.</summary>
internal sealed record Located<T>(T Value, Position At);
