using System.Text.RegularExpressions;

namespace Experiments.Contracts.Terminals;

/// <summary>Formats words as a user would type them in a shell.</summary>
public static partial class ShellText
{
    /// <summary>Returns the word, quoted if a shell would not read it as a single literal word.</summary>
    public static string Quote(string word) =>
        IsWord(word) ? word
        : !Special().IsMatch(word) ? $"\"{word}\""
        : $"'{word.Replace("'", @"'\''")}'";

    /// <summary>Whether a shell reads the text as a single literal word without quotes.</summary>
    public static bool IsWord(string word) => Word().IsMatch(word);

    [GeneratedRegex(@"^[A-Za-z0-9_./][A-Za-z0-9_./-]*\z")]
    private static partial Regex Word();

    // Characters that are special to a shell between double quotes.
    [GeneratedRegex(@"[""$`\\!]")]
    private static partial Regex Special();
}
