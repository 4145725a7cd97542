using System.Text.RegularExpressions;

namespace Experiments.Training.Programs.Commands;

/// <summary>Recognizes the words of a command line that a shell reads, and quotes values in them.</summary>
internal static partial class ShellScript
{
    private const char Unquoted = '\0';

    private static readonly string[] Shells = ["sh", "bash", "dash", "zsh", "ksh", "ash", "su", "runuser"];

    /// <summary>Whether a word is a script, which follows the <c>-c</c> of a shell.</summary>
    public static bool IsAt(IReadOnlyList<string> command, int index) =>
        index >= 2 && OptionC().IsMatch(command[index - 1])
        && command.Take(index - 1).Any(word => Shells.Contains(Path.GetFileName(word)));

    /// <summary>Returns the quote that is open in a script at an index, or NUL if none is.</summary>
    public static char QuotesBefore(string script, int index)
    {
        var quotes = Unquoted;
        for (var i = 0; i < index; i++)
        {
            switch (script[i])
            {
                case '\\' when quotes != '\'':
                    i++;
                    break;
                case '#' when quotes == Unquoted && (i == 0 || char.IsWhiteSpace(script[i - 1])):
                    i = script.IndexOf('\n', i) is >= 0 and var end ? end : script.Length;
                    break;
                case '\'' or '"' when quotes == Unquoted:
                    quotes = script[i];
                    break;
                case var c when c == quotes:
                    quotes = Unquoted;
                    break;
            }
        }
        return quotes;
    }

    /// <summary>Returns a value as it must be written in a script within the given quotes.</summary>
    public static string Quoted(string value, char quotes) => quotes switch
    {
        '\'' => value.Replace("'", @"'\''"),
        '"' => SpecialInQuotes().Replace(value, @"\$0"),
        _ => Plain().IsMatch(value) ? value : $"'{value.Replace("'", @"'\''")}'",
    };

    [GeneratedRegex(@"^-[A-Za-z]*c\z")]
    private static partial Regex OptionC();

    [GeneratedRegex(@"[\\$`""]")]
    private static partial Regex SpecialInQuotes();

    [GeneratedRegex(@"^[\w@%+=:,./-]+\z")]
    private static partial Regex Plain();
}
