using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Experiments.Storage.Filters;

/// <summary>
/// Reads filters such as <c>optimizer=adam and (val_loss&lt;0.3 or not epochs in (5, 10))</c> by recursive descent.
/// <c>not</c> binds tighter than <c>and</c>, and <c>and</c> tighter than <c>or</c>. See docs/adr/0042.
/// </summary>
public sealed class FilterParser
{
    private const int LongestFilter = 10_000;

    // The databases compare each value in turn, and expressions are translated recursively.
    private const int MostValues = 100;
    private const int Deepest = 50;

    private const string Operators = "a comparison (=, !=, <, <=, >, >=, in, is null)";

    private static readonly FrozenDictionary<string, Comparison> Comparisons = new Dictionary<string, Comparison>
    {
        ["="] = Comparison.Equal,
        ["=="] = Comparison.Equal,
        ["!="] = Comparison.NotEqual,
        ["<>"] = Comparison.NotEqual,
        ["<"] = Comparison.Less,
        ["<="] = Comparison.AtMost,
        [">"] = Comparison.More,
        [">="] = Comparison.AtLeast,
    }.ToFrozenDictionary();

    private static readonly FrozenSet<string> Keywords = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, "and", "or", "not", "in", "is", "null");

    private readonly FilterLexer _lexer;
    private FilterToken _token;
    private int _values;
    private int _depth;

    private FilterParser(string text)
    {
        _lexer = new FilterLexer(text);
        _token = _lexer.Next();
    }

    /// <summary>Reads a filter.</summary>
    /// <exception cref="UserErrorException">
    /// The text is no filter, or it is too long. The message names the position, what was found, and what was expected.
    /// </exception>
    public static FilterSyntax Parse(string text)
    {
        if (text.Length > LongestFilter)
            throw FilterFault.At(
                LongestFilter + 1, $"the filter is too long; write at most {LongestFilter:#,0} characters");
        if (StorableText.FindFault(text) is { } at)
            throw FilterFault.At(at + 1, $"the character U+{(int)text[at]:X4} is not allowed; remove it");
        var parser = new FilterParser(text);
        var condition = parser.Or();
        return parser._token.Kind == FilterTokenKind.End
            ? condition
            : throw parser.Unexpected("'and', 'or' or the end");
    }

    private FilterSyntax Or()
    {
        var items = ImmutableArray.Create(And());
        while (Take("or")) items = items.Add(And());
        return items is [var one] ? one : new FilterSyntax.Or(items);
    }

    private FilterSyntax And()
    {
        var items = ImmutableArray.Create(Not());
        while (Take("and")) items = items.Add(Not());
        return items is [var one] ? one : new FilterSyntax.And(items);
    }

    private FilterSyntax Not()
    {
        if (_depth == Deepest)
            throw FilterFault.At(
                _token.Position, $"the filter is nested too deeply; at most {Deepest} levels are allowed");
        _depth++;
        FilterSyntax result;
        if (Take("not"))
        {
            result = new FilterSyntax.Not(Not());
        }
        else if (TakeSymbol("("))
        {
            result = Or();
            if (!TakeSymbol(")")) throw Unexpected("'and', 'or' or ')'");
        }
        else
        {
            result = Condition();
        }

        _depth--;
        return result;
    }

    private FilterSyntax Condition()
    {
        var name = Name();
        if (_token.Kind == FilterTokenKind.Symbol && Comparisons.TryGetValue(_token.Text, out var comparison))
        {
            Advance();
            return new FilterSyntax.Compare(name, comparison, Value());
        }

        if (Take("is"))
        {
            var isNot = Take("not");
            if (!Take("null")) throw Unexpected(isNot ? "'null'" : "'null' or 'not null'");
            Count(name.Position);
            return Negate(new FilterSyntax.IsNull(name), isNot);
        }

        var negated = Take("not");
        if (Take("in")) return Negate(new FilterSyntax.In(name, Values()), negated);
        throw Unexpected(negated ? "'in'" : Operators);
    }

    private static FilterSyntax Negate(FilterSyntax condition, bool negated) =>
        negated ? new FilterSyntax.Not(condition) : condition;

    private FilterSyntax.LocatedName Name()
    {
        var token = _token;
        switch (token.Kind)
        {
            case FilterTokenKind.BackQuoted or FilterTokenKind.DoubleQuoted:
                Advance();
                return new(new FieldName(token.Text), token.Position);
            case FilterTokenKind.Bare when !Keywords.Contains(token.Text) && FilterWord.IsWord(token.Text):
                Advance();
                var name = FieldName.Parse(token.Text);
                // A prefix with a quoted name: parameter.`batch size`.
                if (name is not { Kind: not FieldKind.Any, Text: "" } || _token.Position != token.End
                    || _token.Kind is not (FilterTokenKind.BackQuoted or FilterTokenKind.DoubleQuoted))
                    return new(name, token.Position);
                name = name with { Text = _token.Text };
                Advance();
                return new(name, token.Position);
            case FilterTokenKind.SingleQuoted:
                throw Unexpected("a name (a name with blanks or signs goes in backticks or double quotes)");
            case FilterTokenKind.Bare when FilterWord.LooksLikeNumber(token.Text):
                throw Unexpected("a name; the value goes to the right, as in 'val_loss < 0.3'");
            default:
                throw Unexpected("a name");
        }
    }

    private ImmutableArray<FilterSyntax.LocatedValue> Values()
    {
        if (!TakeSymbol("(")) throw Unexpected("'(' and a list, such as (16, 32)");
        var values = ImmutableArray.CreateBuilder<FilterSyntax.LocatedValue>();
        do values.Add(Value());
        while (TakeSymbol(","));
        return TakeSymbol(")") ? values.ToImmutable() : throw Unexpected("',' or ')'");
    }

    private FilterSyntax.LocatedValue Value()
    {
        var token = _token;
        Count(token.Position);
        ParameterValue value = token.Kind switch
        {
            FilterTokenKind.SingleQuoted or FilterTokenKind.DoubleQuoted => new ParameterValue.Text(token.Text),
            FilterTokenKind.Bare when token.Is("null") || token.Is("none") => throw FilterFault.At(
                token.Position, $"no value equals {token.Text}; write 'is null' or 'is not null'"),
            FilterTokenKind.Bare when !Keywords.Contains(token.Text) => FilterWord.ReadValue(token),
            FilterTokenKind.BackQuoted => throw FilterFault.At(
                token.Position, $"{token.Describe()} is in backticks, which are for names; put a text in ' or \""),
            _ => throw Unexpected("a value"),
        };
        Advance();
        return new(value, token.Text, token.Position);
    }

    private void Count(int position)
    {
        if (++_values > MostValues)
            throw FilterFault.At(position, $"the filter has too many values; at most {MostValues} are allowed");
    }

    private bool Take(string keyword)
    {
        if (!_token.Is(keyword)) return false;
        Advance();
        return true;
    }

    private bool TakeSymbol(string symbol)
    {
        if (!_token.IsSymbol(symbol)) return false;
        Advance();
        return true;
    }

    private void Advance() => _token = _lexer.Next();

    private UserErrorException Unexpected(string expected)
    {
        var remedy = _token.Text switch
        {
            _ when _token.Kind is not (FilterTokenKind.Symbol or FilterTokenKind.Bare) => "",
            "&&" or "&" => "; write 'and'",
            "||" or "|" => "; write 'or'",
            "!" => "; write 'not'",
            "=<" => "; write '<='",
            "=>" => "; write '>='",
            "," => "; a decimal number has a point, and a list is 'name in (a, b)'",
            ['%', ..] or ['/', ..] => FilterWord.OnlyDigits,
            _ => "",
        };
        return FilterFault.At(_token.Position, $"found {_token.Describe()}, expected {expected}{remedy}");
    }
}
