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

    /// <summary>One text, such as the value of a variable.</summary>
    /// <exception cref="UserErrorException">A variable that it names is not set here.</exception>
    public string ExpandText(string text) =>
        Macro().Replace(text, match => string.Join(' ', ValuesOf(match.Groups[1].Value).Select(Quoted)));

    private IEnumerable<string> ExpandWord(string word) =>
        Macro().Match(word) is { Success: true } match && match.Length == word.Length
            ? ValuesOf(match.Groups[1].Value)
            : [ExpandText(word)];

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

    private string VariableOf(string name) => variable(name) ?? throw new UserErrorException(
        $"the command names ${{envvar:{name}}}, but node {Environment.MachineName} has no variable {name}: "
        + "set it where the node is started");

    private static string Quoted(string word) => Plain().IsMatch(word) ? word : $"'{word.Replace("'", @"'\''")}'";

    [GeneratedRegex(@"\$\{([^}]*)\}")]
    private static partial Regex Macro();

    [GeneratedRegex(@"^[\w@%+=:,./-]+\z")]
    private static partial Regex Plain();
}
