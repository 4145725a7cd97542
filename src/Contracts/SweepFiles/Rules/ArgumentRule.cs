using System.Diagnostics.CodeAnalysis;
using Experiments.Contracts.SweepFiles.Yaml;

namespace Experiments.Contracts.SweepFiles.Rules;

/// <summary>One word of a command line: any scalar, as it is written, in which each macro is a known one.</summary>
internal sealed class ArgumentRule : Rule<string>
{
    public override string Takes => "text";

    public override bool TryRead(string subject, Node node, ErrorList errors, [MaybeNullWhen(false)] out string value)
    {
        value = node is Node.Scalar { Value: not null } scalar ? scalar.Text : null;
        if (value is null) return Fail(subject, node, errors, out value);
        foreach (var unknown in CommandMacros.UnknownIn(value))
        {
            errors.Add(node.At,
                $"the macro {Quote.Text("${" + unknown + "}")} is unknown"
                + Spelling.HintOrList(unknown, CommandMacros.Names));
        }
        foreach (var kept in CommandMacros.KeptIn(value))
        {
            errors.Add(node.At,
                $"{Quote.Text("${envvar:" + kept + "}")} is a secret of the node, which no program is given; put what the program needs into a variable of another name");
        }
        return true;
    }
}
