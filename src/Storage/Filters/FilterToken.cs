namespace Experiments.Storage.Filters;

/// <summary>A piece of a filter.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The text, without quotes.</param>
/// <param name="Position">The position of its first character, from 1.</param>
/// <param name="End">The position after its last character.</param>
internal readonly record struct FilterToken(FilterTokenKind Kind, string Text, int Position, int End)
{
    /// <summary>Whether this is the given word without quotes, in any case.</summary>
    public bool Is(string word) =>
        Kind == FilterTokenKind.Bare && Text.Equals(word, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether this is the given operator, parenthesis or comma.</summary>
    public bool IsSymbol(string symbol) => Kind == FilterTokenKind.Symbol && Text == symbol;

    /// <summary>Returns how the piece is called in an error.</summary>
    public string Describe() => Kind == FilterTokenKind.End ? "the end" : FilterFault.Quote(Text);
}
