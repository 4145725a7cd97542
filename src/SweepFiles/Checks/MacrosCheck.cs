using System.Collections.Immutable;
using Experiments.Contracts.Messages;
using Experiments.SweepFiles.Keys;
using Experiments.SweepFiles.Parameters;
using Experiments.SweepFiles.Rules;
using Experiments.SweepFiles.Yaml;
using Experiments.Contracts.Sweeps;

namespace Experiments.SweepFiles.Checks;

/// <summary>
/// What looks like a macro and is none is left as it is, for a shell or for what else reads it; a name that is nearly that
/// of a macro is worth a warning. The value of a parameter can only be named where all trials have one.
/// </summary>
internal static class MacrosCheck
{
    private static readonly ArgumentRule Text = new();

    public static void Run(Section keys, ImmutableArray<LocatedParameter> parameters, ErrorList errors)
    {
        var isConditional = parameters.ToDictionary(parameter => parameter.Name, parameter => !parameter.When.IsEmpty);
        foreach (var (name, at) in MacrosOf(keys))
        {
            if (CommandMacros.IsKnown(name))
            {
                RefuseSecret(name, at, errors);
                continue;
            }
            if (isConditional.TryGetValue(name, out var conditional))
            {
                if (conditional)
                    errors.Add(at,
                        $"'${{{name}}}' needs a parameter that every trial has, but '{name}' has a 'when'; "
                        + $"write ${{args}}, or $${{{name}}} to leave it as it is");
            }
            else if (Nearest(name) is { } meant)
            {
                errors.Warn(at,
                    $"{Quote.Text($"${{{name}}}")} is no macro and stays as it is; did you mean '${{{meant}}}'?");
            }
        }
    }

    private static void RefuseSecret(string macro, Position at, ErrorList errors)
    {
        if (CommandMacros.VariableOf(macro) is { } variable && SecretNames.IsKeptByNodes(variable))
            errors.Add(at,
                $"{Quote.Text("${" + macro + "}")} is a secret of the node, which no program is given; put what the program needs "
                + "into a variable of another name");
    }

    private static string? Nearest(string name) =>
        name.StartsWith("envvar", StringComparison.OrdinalIgnoreCase)
            ? CommandMacros.Names[^1]
            : Spelling.Nearest(name, CommandMacros.Names[..^1]);

    private static IEnumerable<(string Name, Position At)> MacrosOf(Section keys)
    {
        // What cannot be read is an error already.
        var unheard = new ErrorList("");
        IEnumerable<Node> texts =
        [
            .. (keys.ValueOf(ProgramKeys.Command) as Node.Sequence)?.Items ?? [],
            .. (keys.ValueOf(ProgramKeys.Environment) as Node.Mapping)?.Entries.Select(entry => entry.Value) ?? [],
        ];
        foreach (var node in texts)
        {
            if (!Text.TryRead("", node, unheard, out var text)) continue;
            foreach (var name in CommandMacros.NamesIn(text)) yield return (name, node.At);
        }
    }
}
