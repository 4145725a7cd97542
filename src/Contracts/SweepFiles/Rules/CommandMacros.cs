using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Experiments.Contracts.Sweeps;

namespace Experiments.Contracts.SweepFiles.Rules;

/// <summary>What stands as <c>${name}</c> in a command and is replaced when a trial starts (W&amp;B's macros).</summary>
internal static partial class CommandMacros
{
    /// <summary>The command of a sweep that gives only a program.</summary>
    public static ImmutableArray<string> DefaultCommand { get; } = ["${env}", "${interpreter}", "${program}", "${args}"];

    public const string Program = "${program}";
    private const string EnvironmentVariable = "envvar:";

    /// <summary>Names of all macros; <c>envvar:NAME</c> stands for any variable's.</summary>
    public static ImmutableArray<string> Names { get; } =
    [
        "env", "interpreter", "program", "args", "args_no_hyphens", "args_no_boolean_flags", "args_json",
        "args_json_file", EnvironmentVariable + "NAME",
    ];

    /// <summary>The macros in an argument that do not exist.</summary>
    public static IEnumerable<string> UnknownIn(string argument) =>
        Macro().Matches(argument).Select(match => match.Groups[1].Value).Where(name => !IsKnown(name));

    /// <summary>The variables that an argument names and nodes keep to themselves.</summary>
    public static IEnumerable<string> KeptIn(string argument) =>
        Macro().Matches(argument).Select(match => match.Groups[1].Value)
            .Where(name => name.StartsWith(EnvironmentVariable, StringComparison.Ordinal))
            .Select(name => name[EnvironmentVariable.Length..]).Where(SecretNames.IsKeptByNodes);

    private static bool IsKnown(string name) =>
        Names.Contains(name)
        || (name.StartsWith(EnvironmentVariable, StringComparison.Ordinal) && name.Length > EnvironmentVariable.Length);

    [GeneratedRegex(@"\$\{([^}]*)\}")]
    private static partial Regex Macro();
}
