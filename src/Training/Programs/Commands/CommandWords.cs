using System.Collections.Immutable;
using Experiments.Contracts.Sweeps;

namespace Experiments.Training.Programs.Commands;

/// <summary>
/// Expands the command line of a trial: replaces W&amp;B's macros and the names of parameters. A value is quoted only
/// where a shell reads it, in the script of <c>bash -c</c>.
/// </summary>
/// <param name="program">The file that <c>${program}</c> stands for.</param>
/// <param name="assignment">The trial's parameters.</param>
/// <param name="jsonFile">The path of the file to which the parameters are written as JSON.</param>
/// <param name="variable">Returns the value of an environment variable of this node, or null if it is not set.</param>
/// <param name="interpreter">The value of <c>${interpreter}</c> on this node.</param>
/// <param name="secret">Returns a secret of this node.</param>
internal sealed class CommandWords(
    string? program, Assignment assignment, string jsonFile, Func<string, string?> variable, string interpreter,
    Func<string, string> secret)
{
    /// <summary>Returns the words of the command line.</summary>
    /// <exception cref="UserErrorException">A referenced variable is not set on this node.</exception>
    public ImmutableArray<string> Expand(IReadOnlyList<string> command) =>
        [.. command.SelectMany(
            (word, index) => ShellScript.IsAt(command, index) ? [ExpandScript(word)] : ExpandWord(word))];

    /// <summary>
    /// Expands the macros in the value of an environment variable. No shell reads it, so what is inserted has no
    /// quotes.
    /// </summary>
    /// <exception cref="UserErrorException">
    /// A referenced variable is not set on this node, or a secret is not there.
    /// </exception>
    public string ExpandVariable(string value) => CommandMacros.Replace(
        value, (macro, _) => CommandMacros.SecretOf(macro) is { } name ? secret(name) : TextOf(macro));

    private string ExpandScript(string script) => CommandMacros.Replace(script, (name, index) =>
        ValuesOf(name) is { } values
            ? string.Join(
                ' ', values.Select(value => ShellScript.Quoted(value, ShellScript.QuotesBefore(script, index))))
            : null);

    private IEnumerable<string> ExpandWord(string word) =>
        CommandMacros.NameOf(word) is { } name && ValuesOf(name) is { } values
            ? values
            : [CommandMacros.Replace(word, (macro, _) => TextOf(macro))];

    private string? TextOf(string macro) => ValuesOf(macro) is { } values ? string.Join(' ', values) : null;

    /// <summary>Returns the values of a macro, or null if the text is not a macro.</summary>
    private IEnumerable<string>? ValuesOf(string macro) => macro switch
    {
        "env" => ["/usr/bin/env"],
        "interpreter" => [interpreter],
        "program" => [program ?? ""],
        "args" => assignment.Select(pair => $"--{pair.Key}={ValueText.InArgument(pair.Value)}"),
        "args_no_equals" => assignment.SelectMany(pair => new[] { $"--{pair.Key}", ValueText.InArgument(pair.Value) }),
        "args_no_hyphens" => assignment.Select(pair => $"{pair.Key}={ValueText.InArgument(pair.Value)}"),
        "args_no_boolean_flags" =>
            assignment.SelectMany<KeyValuePair<string, ParameterValue>, string>(pair => pair.Value switch
            {
                ParameterValue.Flag { Value: true } => [$"--{pair.Key}"],
                ParameterValue.Flag => [],
                _ => [$"--{pair.Key}={ValueText.InArgument(pair.Value)}"],
            }),
        "args_json" => [ValueText.ToJson(assignment)],
        "args_json_file" => [jsonFile],
        _ when CommandMacros.VariableOf(macro) is { } name => [VariableOf(name)],
        _ => assignment.TryGet(macro, out var value) ? [ValueText.InArgument(value)] : null,
    };

    private string VariableOf(string name) => SecretNames.IsKeptByNode(name, variable)
        ? throw new UserErrorException(
            $"${{envvar:{name}}} is a secret of the node, which programs do not receive; put what the program needs "
            + "into a variable with another name")
        : variable(name) ?? throw new UserErrorException(
            $"the sweep names ${{envvar:{name}}}, but node {Environment.MachineName} has no variable {name}: "
            + "set it where the node is started");
}
