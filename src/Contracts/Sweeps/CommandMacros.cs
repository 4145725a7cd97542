using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Experiments.Contracts.Sweeps;

/// <summary>
/// What stands as <c>${name}</c> in a command or in a variable, and is replaced when a trial starts: W&amp;B's macros, and the
/// names of parameters. Any other <c>${…}</c> is left as it is, for a shell or the program itself to read;
/// <c>$${name}</c> is left as <c>${name}</c>.
/// </summary>
public static partial class CommandMacros
{
    /// <summary>What stands for the file or module that trials run.</summary>
    public const string Program = "${program}";

    /// <summary>What the name of a macro begins with that stands for an environment variable.</summary>
    public const string EnvironmentVariable = "envvar:";

    /// <summary>The command of a sweep that gives only a program.</summary>
    public static ImmutableArray<string> DefaultCommand { get; } = ["${env}", "${interpreter}", Program, "${args}"];

    /// <summary>Names of all macros; <c>envvar:NAME</c> stands for any variable's.</summary>
    public static ImmutableArray<string> Names { get; } =
    [
        "env", "interpreter", "program", "args", "args_no_equals", "args_no_hyphens", "args_no_boolean_flags", "args_json",
        "args_json_file", EnvironmentVariable + "NAME",
    ];

    /// <summary>The name of the macro that is the whole of a word; null: it is something else.</summary>
    public static string? NameOf(string word) =>
        Macro().Match(word) is { Success: true } match && match.Length == word.Length && !IsEscaped(match)
            ? match.Groups[1].Value
            : null;

    /// <summary>The names of all that look like macros in a text and are not escaped.</summary>
    public static IEnumerable<string> NamesIn(string text) =>
        Macro().Matches(text).Where(match => !IsEscaped(match)).Select(match => match.Groups[1].Value);

    /// <summary>Whether a text names the file or module that trials run.</summary>
    public static bool NamesProgram(string text) => NamesIn(text).Contains("program");

    /// <summary>The text with its macros replaced.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="value">What to put for a macro's name that stands at an index of the text; null: leave it as it is.</param>
    public static string Replace(string text, Func<string, int, string?> value) =>
        Macro().Replace(text, match =>
            IsEscaped(match) ? match.Value[1..] : value(match.Groups[1].Value, match.Index) ?? match.Value);

    /// <summary>Whether a name is that of a macro.</summary>
    public static bool IsKnown(string name) => Names.Contains(name) || VariableOf(name) is not null;

    /// <summary>The environment variable that a macro stands for; null: it stands for something else.</summary>
    public static string? VariableOf(string name) =>
        name.StartsWith(EnvironmentVariable, StringComparison.Ordinal) && name.Length > EnvironmentVariable.Length
            ? name[EnvironmentVariable.Length..]
            : null;

    private static bool IsEscaped(Match match) => match.Value[1] == '$';

    [GeneratedRegex(@"\$?\$\{([^{}$]*)\}")]
    private static partial Regex Macro();
}
