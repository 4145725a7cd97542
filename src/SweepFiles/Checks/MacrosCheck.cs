using System.Collections.Immutable;
using Experiments.Contracts.Messages;
using Experiments.Contracts.Sweeps;
using Experiments.SweepFiles.Keys;
using Experiments.SweepFiles.Parameters;
using Experiments.SweepFiles.Rules;
using Experiments.SweepFiles.Yaml;

namespace Experiments.SweepFiles.Checks;

/// <summary>
/// Checks macros. An unknown <c>${name}</c> is left unchanged, for a shell or the program to read, but a name close to
/// that of a macro is a warning. A parameter can only be named if every trial has it.
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
                    $"{Quote.Text($"${{{name}}}")} is not a macro and is left unchanged; did you mean '${{{meant}}}'?");
            }
        }
    }

    private static void RefuseSecret(string macro, Position at, ErrorList errors)
    {
        if (CommandMacros.VariableOf(macro) is { } variable && SecretNames.IsKeptByNodes(variable))
            errors.Add(at,
                $"{Quote.Text("${" + macro + "}")} is a secret of the node, which programs do not receive; "
                + "put what the program needs into a variable with another name");
    }

    private static string? Nearest(string name) =>
        name.StartsWith("envvar", StringComparison.OrdinalIgnoreCase)
            ? CommandMacros.Names[^1]
            : Spelling.Nearest(name, CommandMacros.Names[..^1]);

    private static IEnumerable<(string Name, Position At)> MacrosOf(Section keys)
    {
        // Values that cannot be read have already been reported.
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
