using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using Experiments.Contracts.Messages;

namespace Experiments.Client.Commands;

/// <summary>Finds the word of a command line that stands for nothing, and the one that was probably meant.</summary>
internal static partial class UnknownWord
{
    /// <summary>Returns a sentence about the unknown or missing word, or null if there is none.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="name">The full name of its command.</param>
    public static string? Explain(ParseResult parsed, string name)
    {
        var command = parsed.CommandResult.Command;
        var commands = command.Subcommands.Where(each => !each.Hidden).Select(each => each.Name).ToArray();
        var isGroup = commands.Length > 0;
        if (!(isGroup && parsed.UnmatchedTokens is [[not '-', ..], ..]) && FindOption(parsed) is { } option)
            return $"'{option}' is not an option of '{name}'{Spelling.Hint(option, OptionsOf(command))}";
        return (parsed.UnmatchedTokens, commands) switch
        {
            ([], []) => null,
            ([], _) when parsed.Errors.Count == 0 || command.Action is not null => null,
            ([], { Length: < 10 }) => $"'{name}' needs one of its commands: {string.Join(", ", commands)}",
            ([], _) => "a command is missing, such as 'experiments run FILE' or 'experiments ls'",
            ([var word, ..], []) => $"'{name}' cannot use the word '{word}'",
            ([var word, ..], { Length: < 10 }) =>
                $"'{word}' is not a command of '{name}'{Spelling.HintOrList(word, commands)}",
            ([var word, ..], _) => $"'{word}' is not a command{Spelling.Hint(word, commands)}",
        };
    }

    // An unknown option is taken for an argument if the command has one. After '--' everything is an argument.
    private static string? FindOption(ParseResult parsed) =>
        parsed.Tokens.Any(token => token.Type == TokenType.DoubleDash)
            ? null
            : parsed.CommandResult.Children.OfType<ArgumentResult>()
                .SelectMany(argument => argument.Tokens.Select(token => token.Value)).Concat(parsed.UnmatchedTokens)
                .Select(word => Option().Match(word).Groups["name"].Value).FirstOrDefault(name => name.Length > 0);

    private static IEnumerable<string> OptionsOf(Command command) => command.Options
        .Concat(command.Parents.OfType<Command>().SelectMany(parent => parent.Options).Where(each => each.Recursive))
        .Select(option => option.Name);

    [GeneratedRegex("^(?<name>--[A-Za-z][A-Za-z0-9-]*)(=.*)?$", RegexOptions.Singleline)]
    private static partial Regex Option();
}
