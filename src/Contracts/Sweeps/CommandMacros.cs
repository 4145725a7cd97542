using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Experiments.Contracts.Sweeps;

/// <summary>
/// The macros <c>${name}</c> in a command or an environment variable, which are replaced when a trial starts: W&amp;B's
/// macros and the names of parameters. Any other <c>${…}</c> is left unchanged, for a shell or the program itself to
/// read; <c>$${name}</c> becomes <c>${name}</c>.
/// </summary>
public static partial class CommandMacros
{
    /// <summary>The macro for the file or module that trials run.</summary>
    public const string Program = "${program}";

    /// <summary>The prefix of the names of macros for environment variables.</summary>
    public const string EnvironmentVariable = "envvar:";

    /// <summary>The prefix of the names of macros for secrets of the node, which only <c>env</c> can name.</summary>
    public const string Secret = "secret:";

    /// <summary>The command of a sweep that gives only a program.</summary>
    public static ImmutableArray<string> DefaultCommand { get; } = ["${env}", "${interpreter}", Program, "${args}"];

    /// <summary>
    /// The names of all macros; <c>envvar:NAME</c> stands for any variable, and <c>secret:NAME</c> for any secret.
    /// </summary>
    public static ImmutableArray<string> Names { get; } =
    [
        "env", "interpreter", "program", "args", "args_no_equals", "args_no_hyphens", "args_no_boolean_flags",
        "args_json", "args_json_file", Secret + "NAME", EnvironmentVariable + "NAME",
    ];

    /// <summary>Returns the name of the macro that a word consists of, or null if it is anything else.</summary>
    public static string? NameOf(string word) =>
        Macro().Match(word) is { Success: true } match && match.Length == word.Length && !IsEscaped(match)
            ? match.Groups[1].Value
            : null;

    /// <summary>Returns the names of all unescaped <c>${…}</c> in a text, whether or not they are macros.</summary>
    public static IEnumerable<string> NamesIn(string text) =>
        Macro().Matches(text).Where(match => !IsEscaped(match)).Select(match => match.Groups[1].Value);

    /// <summary>Whether a text contains <see cref="Program"/>.</summary>
    public static bool NamesProgram(string text) => NamesIn(text).Contains("program");

    /// <summary>Replaces the macros in a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">Returns the replacement for a macro, given its name and its index in the text, or null to
    /// keep it.</param>
    public static string Replace(string text, Func<string, int, string?> value) =>
        Macro().Replace(text, match =>
            IsEscaped(match) ? match.Value[1..] : value(match.Groups[1].Value, match.Index) ?? match.Value);

    /// <summary>Whether this is the name of a macro.</summary>
    public static bool IsKnown(string name) =>
        Names.Contains(name) || VariableOf(name) is not null || SecretOf(name) is not null;

    /// <summary>Returns the macro for a secret, with which a value begins and ends.</summary>
    public static string OfSecret(string name) => $"${{{Secret}{name}}}";

    /// <summary>
    /// Returns the name of the secret that a macro stands for, or null if it stands for anything else. The name can be
    /// that of a file in a folder, and no path to another one.
    /// </summary>
    public static string? SecretOf(string name) =>
        name.StartsWith(Secret, StringComparison.Ordinal) && SecretName().IsMatch(name[Secret.Length..])
            ? name[Secret.Length..]
            : null;

    /// <summary>
    /// Returns the environment variable that a macro stands for, or null if it stands for anything else.
    /// </summary>
    public static string? VariableOf(string name) =>
        name.StartsWith(EnvironmentVariable, StringComparison.Ordinal) && name.Length > EnvironmentVariable.Length
            ? name[EnvironmentVariable.Length..]
            : null;

    private static bool IsEscaped(Match match) => match.Value[1] == '$';

    [GeneratedRegex(@"^[A-Za-z0-9_][A-Za-z0-9_.-]{0,199}\z")]
    private static partial Regex SecretName();

    [GeneratedRegex(@"\$?\$\{([^{}$]*)\}")]
    private static partial Regex Macro();
}
