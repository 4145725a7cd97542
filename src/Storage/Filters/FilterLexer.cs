using System.Buffers;
using System.Text;

namespace Experiments.Storage.Filters;

/// <summary>Splits the text of a filter into pieces.</summary>
internal sealed class FilterLexer(string text)
{
    private static readonly SearchValues<char> Operators = SearchValues.Create("=!<>&|~");
    private static readonly SearchValues<char> Single = SearchValues.Create("(),");
    private static readonly SearchValues<char> NotBare = SearchValues.Create("=!<>&|~(),'\"`");

    private int _at;

    /// <summary>Reads the next piece.</summary>
    /// <exception cref="UserErrorException">A quote is not closed.</exception>
    public FilterToken Next()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at])) _at++;
        var start = _at;
        if (start == text.Length) return Token(FilterTokenKind.End, "", start);
        var first = text[start];
        if (first is '\'' or '"' or '`') return Quoted(first, start);
        if (Single.Contains(first))
        {
            _at++;
            return Token(FilterTokenKind.Symbol, first.ToString(), start);
        }

        var isOperator = Operators.Contains(first);
        while (_at < text.Length && (isOperator ? Operators.Contains(text[_at]) : IsBare(text[_at]))) _at++;
        return Token(isOperator ? FilterTokenKind.Symbol : FilterTokenKind.Bare, text[start.._at], start);
    }

    // A quote within is written twice, as in SQL.
    private FilterToken Quoted(char quote, int start)
    {
        var content = new StringBuilder();
        for (_at++; _at < text.Length; _at++)
        {
            if (text[_at] == quote)
            {
                _at++;
                if (_at == text.Length || text[_at] != quote) return Token(KindOf(quote), content.ToString(), start);
            }

            content.Append(text[_at]);
        }

        throw FilterFault.At(start + 1, $"the quote {quote} is not closed");
    }

    private static FilterTokenKind KindOf(char quote) => quote switch
    {
        '`' => FilterTokenKind.BackQuoted,
        '\'' => FilterTokenKind.SingleQuoted,
        _ => FilterTokenKind.DoubleQuoted,
    };

    private static bool IsBare(char letter) => !char.IsWhiteSpace(letter) && !NotBare.Contains(letter);

    private FilterToken Token(FilterTokenKind kind, string content, int start) =>
        new(kind, content, start + 1, _at + 1);
}
