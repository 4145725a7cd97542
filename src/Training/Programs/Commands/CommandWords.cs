using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Experiments.Contracts.Faults;
using Experiments.Contracts.Sweeps;
using Experiments.Search.Spaces;

namespace Experiments.Training.Programs.Commands;

/// <summary>
/// The words of a trial's command line: W&amp;B's macros replaced. A macro that gives several words gives them quoted for a
/// shell where it is only a part of one, as in <c>bash -c "nice train ${args}"</c>.
/// </summary>
/// <param name="program">The file that <c>${program}</c> names.</param>
/// <param name="assignment">The trial's parameters.</param>
/// <param name="jsonFile">Where the parameters are written as JSON.</param>
/// <param name="variable">Reads an environment variable of this node; null where it is not set.</param>
/// <param name="interpreter">What <c>${interpreter}</c> is here.</param>
internal sealed partial class CommandWords(
    string? program, Assignment assignment, string jsonFile, Func<string, string?> variable, string interpreter)
{
    private const string EnvironmentVariable = "envvar:";

    /// <summary>The command line.</summary>
    /// <exception cref="UserErrorException">A variable that it names is not set here.</exception>
    public ImmutableArray<string> Expand(IEnumerable<string> command) => [.. command.SelectMany(ExpandWord)];

    /// <summary>The value of a variable. No shell reads it, so that a variable's text in it stays as it is.</summary>
    /// <exception cref="UserErrorException">A variable that it names is not set here.</exception>
    public string ExpandValue(string text) => Macro().Replace(text, match =>
        ValuesOf(match.Groups[1].Value).ToArray() is [var only] ? only : Joined(match.Groups[1].Value));

    private IEnumerable<string> ExpandWord(string word) =>
        Macro().Match(word) is { Success: true } match && match.Length == word.Length
            ? ValuesOf(match.Groups[1].Value)
            : [Macro().Replace(word, match => Joined(match.Groups[1].Value))];

    private string Joined(string macro) => string.Join(' ', ValuesOf(macro).Select(Quoted));

    private IEnumerable<string> ValuesOf(string macro) => macro switch
    {
        "env" => ["/usr/bin/env"],
        "interpreter" => [interpreter],
        "program" => [program ?? ""],
        "args" => assignment.Select(pair => $"--{pair.Key}={ValueText.InArgument(pair.Value)}"),
        "args_no_hyphens" => assignment.Select(pair => $"{pair.Key}={ValueText.InArgument(pair.Value)}"),
        "args_no_boolean_flags" => assignment.SelectMany<KeyValuePair<string, ParameterValue>, string>(pair => pair.Value switch
        {
            ParameterValue.Flag { Value: true } => [$"--{pair.Key}"],
            ParameterValue.Flag => [],
            _ => [$"--{pair.Key}={ValueText.InArgument(pair.Value)}"],
        }),
        "args_json" => [ValueText.ToJson(assignment)],
        "args_json_file" => [jsonFile],
        _ => [VariableOf(macro[EnvironmentVariable.Length..])],
    };

    private string VariableOf(string name) => SecretNames.IsKeptByNodes(name)
        ? throw new UserErrorException(
            $"${{envvar:{name}}} is a secret of the node, which no program is given: put what the program needs into a variable of another name")
        : variable(name) ?? throw new UserErrorException(
            $"the sweep names ${{envvar:{name}}}, but node {Environment.MachineName} has no variable {name}: "
            + "set it where the node is started");

    private static string Quoted(string word) => Plain().IsMatch(word) ? word : $"'{word.Replace("'", @"'\''")}'";

    [GeneratedRegex(@"\$\{([^}]*)\}")]
    private static partial Regex Macro();

    [GeneratedRegex(@"^[\w@%+=:,./-]+\z")]
    private static partial Regex Plain();
}
