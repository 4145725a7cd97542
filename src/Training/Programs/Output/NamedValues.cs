namespace Experiments.Training.Programs.Output;

/// <summary>
/// Reads a line word by word: <c>name=value</c>, with or without spaces around the sign; and objects, see
/// <see cref="ObjectText"/>, alone or as the value of a name. Words are separated by whitespace, commas, semicolons and
/// vertical bars; brackets and quotes around words are ignored. Text in brackets after a word, as in <c>Adam(lr=0.1,
/// eps=1e-8)</c>, is not read, since it says how something was created. Never throws, for any text.
/// </summary>
internal ref struct NamedValues
{
    /// <summary>
    /// The maximum number of opening braces in a line that are tried as objects without success. Further braces are
    /// treated like other brackets.
    /// </summary>
    private const int MostObjects = 8;

    private static readonly string[] Levels = ["DEBUG:", "INFO:", "WARNING:", "ERROR:", "CRITICAL:"];

    private readonly ReadOnlySpan<char> _text;
    private readonly Readings _into;
    private int _at;
    private int _objects;

    /// <summary>
    /// The number of characters that may still be searched for closing brackets, so that no text takes long.
    /// </summary>
    private int _ahead;

    private NamedValues(ReadOnlySpan<char> text, Readings into)
    {
        _text = text;
        _into = into;
        _ahead = text.Length * 8;
    }

    /// <summary>Reads a line.</summary>
    /// <returns>False if the line begins like an object but is not one; otherwise true.</returns>
    public static bool Read(ReadOnlySpan<char> text, Readings into)
    {
        if (!text.ContainsAny('=', '{')) return true;
        var reader = new NamedValues(text, into);
        var isObject = reader.SkipToWord() && reader.Peek() == '{' && reader.TryObject("");
        while (reader.SkipToWord()) reader.Word();
        return isObject || !text.TrimStart().StartsWith('{');
    }

    private bool SkipToWord()
    {
        while (_at < _text.Length && (IsSeparator(_text[_at]) || _text[_at] is ')' or ']' or '}')) _at++;
        return _at < _text.Length;
    }

    private void Word()
    {
        if (Peek() is '(' or '[' or '{' or '<' or '"' or '\'' or '`' or '*')
        {
            if (Peek() == '{' && (_at == 0 || _text[_at - 1] == ':' || char.IsWhiteSpace(_text[_at - 1]))
                && TryObject("")) return;
            _at++;
            return;
        }

        int start = _at, depth = 0, open = 0;
        for (; _at < _text.Length; _at++)
        {
            var c = _text[_at];
            if (c is '(' or '[' or '{')
            {
                if (c == '{' && depth == 0 && _text[_at - 1] == ':') return;
                if (depth++ == 0) open = _at;
            }
            else if (c is ')' or ']' or '}')
            {
                if (depth-- == 0) return;
            }
            else if (c == '=' || IsSeparator(c))
            {
                if (depth == 0) AfterName(_text[start.._at]);
                else if (CloseOf(open) is var close and > 0) _at = close + 1;
                else if (c == '=') _at = _text.Length;
                return;
            }
        }
    }

    /// <summary>Reads the value of a name, if an equals sign follows.</summary>
    private void AfterName(ReadOnlySpan<char> name)
    {
        var sign = _at;
        while (sign < _text.Length && IsBlank(_text[sign])) sign++;
        if (sign == _text.Length || _text[sign] != '=') return;
        _at = sign + 1;
        var blanks = _at;
        while (_at < _text.Length && IsBlank(_text[_at])) _at++;
        if (_at == _text.Length) return;
        name = Named(name).TrimEnd("\"'`*");
        if (Peek() == '{' && IsName(name) && TryObject($"{name}.")) return;
        var value = Value();
        // "lr= epoch=3" has two names and one value: skip the name without a value.
        if (_at > blanks && IsBlank(_text[blanks]) && value.Contains('=')) _at = blanks;
        else if (IsName(name)) _into.Take(name.ToString(), value);
    }

    /// <summary>Reads to the end of a value.</summary>
    private ReadOnlySpan<char> Value()
    {
        var start = _at;
        if (Peek() is '"' or '\'' or '<')
        {
            var length = _text[(_at + 1)..].IndexOf(Peek() == '<' ? '>' : Peek());
            if (length >= 0)
            {
                _at += length + 2;
                return _text[start.._at];
            }
        }

        for (; _at < _text.Length; _at++)
        {
            var c = _text[_at];
            if (c is '(' or '[' or '{')
            {
                if (CloseOf(_at) is var close and > 0) _at = close;
            }
            else if (c is ')' or ']' or '}' || (IsSeparator(c) && !IsWithinNumber(c, start)))
            {
                break;
            }
        }

        _at += Suffix(_text[_at..]);
        return _text[start.._at];
    }

    /// <summary>
    /// Returns the length of a percent sign or a denominator, as in <c>21 %</c> and <c>1 / 3</c>, or 0 if the text does
    /// not begin with one. It belongs to the number before it, which means something else without it.
    /// </summary>
    private static int Suffix(ReadOnlySpan<char> text)
    {
        var rest = text.TrimStart(" \t");
        if (rest.Length == text.Length) return 0;
        var length = 0;
        if (rest is ['/', .. var denominator])
        {
            var digits = denominator.TrimStart(" \t");
            var end = digits.IndexOfAnyExcept("0123456789.");
            if (digits is [>= '0' and <= '9', ..])
                length = 1 + (denominator.Length - digits.Length) + (end < 0 ? digits.Length : end);
        }
        else if (rest is ['%', ..])
        {
            length = 1;
        }

        // A sign that begins a word, such as '%diff=3', is not the suffix of a number.
        var isWhole = length > 0 && (length == rest.Length || !char.IsLetterOrDigit(rest[length]));
        return isWhole ? text.Length - rest.Length + length : 0;
    }

    /// <summary>
    /// Whether a separator is part of a number: a comma or a narrow space between digits, or a space in the position of
    /// a thousands separator. The number then stays one word, since its meaning is ambiguous.
    /// </summary>
    private readonly bool IsWithinNumber(char c, int start) =>
        c == ' '
            ? IsThousand(_text[start.._at], _text[(_at + 1)..])
            : c is ',' or '，' or '\u00a0' or '\u2007' or '\u2009' or '\u202f' or '\u3000' && _at > 0
                && char.IsAsciiDigit(_text[_at - 1])
                && _text[(_at + 1)..].TrimStart(".+-") is [>= '0' and <= '9', ..];

    // "1 234.5": up to three digits, then exactly three.
    private static bool IsThousand(ReadOnlySpan<char> before, ReadOnlySpan<char> after)
    {
        var digits = before.TrimStart("+-");
        digits = digits[(digits.LastIndexOf(' ') + 1)..];
        return digits.Length is >= 1 and <= 3 && !digits.ContainsAnyExcept("0123456789")
            && after.Length >= 3 && !after[..3].ContainsAnyExcept("0123456789")
            && (after.Length == 3 || after[3] is ' ' or '.' or ',' or ';');
    }

    private bool TryObject(string prefix)
    {
        if (_objects++ == MostObjects) return false;
        var read = new Readings();
        var length = ObjectText.Read(_text[_at..], prefix, read);
        if (length == 0) return false;
        _objects--;
        _at += length;
        _into.Take(read);
        return true;
    }

    /// <summary>Returns the index at which a bracket closes, or 0 if it does not.</summary>
    private int CloseOf(int open)
    {
        var depth = 0;
        for (var i = open; i < _text.Length && _ahead > 0; i++, _ahead--)
        {
            if (_text[i] is '(' or '[' or '{') depth++;
            else if (_text[i] is ')' or ']' or '}' && --depth == 0) return i;
        }

        return 0;
    }

    /// <summary>Removes the prefix that Python's logging writes before a message: <c>INFO:root:epoch</c>.</summary>
    private static ReadOnlySpan<char> Named(ReadOnlySpan<char> name)
    {
        foreach (var level in Levels)
        {
            if (name.StartsWith(level, StringComparison.Ordinal) && name[level.Length..].IndexOf(':') is >= 0
                and var colon)
                return name[(level.Length + colon + 1)..];
        }

        return name;
    }

    /// <summary>
    /// Whether a text is a name: it begins with a letter, an underscore or a symbol outside ASCII, does not end like an
    /// operator, and contains no characters that are typical of Python, shells and URLs.
    /// </summary>
    private static bool IsName(ReadOnlySpan<char> name) =>
        !name.IsEmpty
        && (char.IsAsciiLetter(name[0]) || name[0] == '_' || (name[0] >= '\u00a1' && !char.IsPunctuation(name[0])))
        && (char.IsAsciiLetterOrDigit(name[^1]) || name[^1] is '_' or ')' or ']' or '%' or >= '\u00a1')
        && !name.ContainsAny("\"'`\\?!<>={}") && name.IndexOf("://", StringComparison.Ordinal) < 0;

    private readonly char Peek() => _text[_at];

    private static bool IsSeparator(char c) =>
        c is ',' or ';' or '|' or '，' or '；' or '、' or '│' or '┃' or '\ufeff' || IsBlank(c);

    private static bool IsBlank(char c) => char.IsWhiteSpace(c);
}
