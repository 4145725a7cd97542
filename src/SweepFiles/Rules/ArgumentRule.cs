using System.Diagnostics.CodeAnalysis;
using Experiments.SweepFiles.Yaml;

namespace Experiments.SweepFiles.Rules;

/// <summary>A word of a command line or the value of a variable: any scalar, as written.</summary>
internal sealed class ArgumentRule : Rule<string>
{
    public override string Takes => "text";

    public override bool TryRead(string subject, Node node, ErrorList errors, [MaybeNullWhen(false)] out string value)
    {
        value = node is Node.Scalar { Value: not null } scalar ? scalar.Text : null;
        return value is not null || Fail(subject, node, errors, out value);
    }
}
