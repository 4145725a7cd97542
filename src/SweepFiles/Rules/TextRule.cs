using System.Diagnostics.CodeAnalysis;
using Experiments.SweepFiles.Yaml;

namespace Experiments.SweepFiles.Rules;

/// <summary>
/// Text of up to <paramref name="longest"/> characters that is not blank. It has no control characters, except tabs and
/// line feeds if <paramref name="lines"/> is true.
/// </summary>
internal sealed class TextRule(int longest, bool lines = false) : Rule<string>
{
    public override string Takes => $"text of up to {longest} characters{(lines ? "" : " on one line")}";

    public bool Allows(string text) =>
        !string.IsNullOrWhiteSpace(text) && text.Length <= longest
        && !text.Any(c => char.IsControl(c) && !(lines && c is '\n' or '\t'));

    public override bool TryRead(string subject, Node node, ErrorList errors, [MaybeNullWhen(false)] out string value)
    {
        value = ((node as Node.Scalar)?.Value as ParameterValue.Text)?.Value;
        if (value is not null && Allows(value)) return true;
        var mistyped = node is Node.Scalar { Value: not (null or ParameterValue.Text) };
        return Fail(subject, node, errors, out value, mistyped ? "; put it in quotes" : "");
    }
}
