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
        foreach (var (name, at, isInCommand) in MacrosOf(keys))
        {
            if (name.StartsWith(CommandMacros.Secret, StringComparison.Ordinal))
            {
                if (CommandMacros.SecretOf(name) is null)
                    errors.Add(at, VariableReader.SecretNameRule(name[CommandMacros.Secret.Length..]));
                else if (isInCommand)
                    errors.Add(
                        at,
                        $"'${{{name}}}' is for 'env' only: everybody on a machine can read the command lines of its "
                        + "programs");
                continue;
            }

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

    private static IEnumerable<(string Name, Position At, bool IsInCommand)> MacrosOf(Section keys)
    {
        // Values that cannot be read have already been reported.
        var unheard = new ErrorList("");
        var words = (keys.ValueOf(ProgramKeys.Command) as Node.Sequence)?.Items ?? [];
        var variables = (keys.ValueOf(ProgramKeys.Environment) as Node.Mapping)?.Entries ?? [];
        IEnumerable<(Node Node, bool IsInCommand)> texts =
        [
            .. words.Select(word => (word, true)),
            .. variables.Select(entry => VariableReader.TextOf(entry.Value)).OfType<Node>()
                .Select(text => (text, false)),
        ];
        foreach (var (node, isInCommand) in texts)
        {
            if (!Text.TryRead("", node, unheard, out var text)) continue;
            foreach (var name in CommandMacros.NamesIn(text)) yield return (name, node.At, isInCommand);
        }
    }
}
