using System.Text.RegularExpressions;

namespace Experiments.Client.Shells;

/// <summary>Words as a person would type them into a shell.</summary>
internal static partial class ShellText
{
    /// <summary>The word, in quotes where a shell would not take it for one as it stands.</summary>
    public static string Quote(string word) =>
        IsWord(word) ? word
        : !Special().IsMatch(word) ? $"\"{word}\""
        : $"'{word.Replace("'", @"'\''")}'";

    /// <summary>Whether a shell takes it for one word as it stands.</summary>
    public static bool IsWord(string word) => Word().IsMatch(word);

    [GeneratedRegex(@"^[A-Za-z0-9_./][A-Za-z0-9_./-]*\z")]
    private static partial Regex Word();

    // What means something to a shell between double quotes.
    [GeneratedRegex(@"[""$`\\!]")]
    private static partial Regex Special();
}
