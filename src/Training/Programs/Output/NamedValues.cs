namespace Experiments.Training.Programs.Output;

/// <summary>
/// Reads a line word by word: <c>name=value</c>, with blanks around the sign or without; and objects, see <see cref="ObjectText"/>,
/// alone or as the value of a name. Between words are blanks, commas, semicolons and bars; brackets and quotes around words do not
/// count. What stands in brackets behind a word, as in <c>Adam(lr=0.1, eps=1e-8)</c>, is not read: it says what something was made
/// with. Never throws, whatever the text.
/// </summary>
internal ref struct NamedValues
{
    /// <summary>Where a line has more beginnings of objects that are none, they are brackets like others.</summary>
    private const int MostObjects = 8;

    private static readonly string[] Levels = ["DEBUG:", "INFO:", "WARNING:", "ERROR:", "CRITICAL:"];

    private readonly ReadOnlySpan<char> _text;
    private readonly Readings _into;
    private int _at;
    private int _objects;

    /// <summary>Characters that may still be looked at for where brackets close, so that no text takes long.</summary>
    private int _ahead;

    private NamedValues(ReadOnlySpan<char> text, Readings into)
    {
        _text = text;
        _into = into;
        _ahead = text.Length * 8;
    }

    /// <summary>Reads a line. False: it begins as an object, and is none.</summary>
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
            if (Peek() == '{' && (_at == 0 || _text[_at - 1] == ':' || char.IsWhiteSpace(_text[_at - 1])) && TryObject("")) return;
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

    /// <summary>Takes the value that belongs to a name, if the sign between them follows.</summary>
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
        // "lr= epoch=3" has two names and one value.
        if (_at > blanks && IsBlank(_text[blanks]) && value.Contains('=')) _at = blanks;
        else if (IsName(name)) _into.Take(name.ToString(), value);
    }

    /// <summary>Reads on to the end of a value.</summary>
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

        return _text[start.._at];
    }

    /// <summary>
    /// A comma or a narrow blank between digits does not part words, nor does a blank where thousands have one; what it means,
    /// nobody knows.
    /// </summary>
    private readonly bool IsWithinNumber(char c, int start) =>
        c == ' '
            ? IsThousand(_text[start.._at], _text[(_at + 1)..])
            : c is ',' or '，' or '\u00a0' or '\u2007' or '\u2009' or '\u202f' or '\u3000' && _at > 0 && char.IsAsciiDigit(_text[_at - 1])
                && _text[(_at + 1)..].TrimStart(".+-") is [>= '0' and <= '9', ..];

    // "1 234.5": up to three digits, then three and no fourth.
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

    /// <summary>Where a bracket closes; 0: it does not.</summary>
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

    /// <summary>Without what Python's logging writes before a message: <c>INFO:root:epoch</c>.</summary>
    private static ReadOnlySpan<char> Named(ReadOnlySpan<char> name)
    {
        foreach (var level in Levels)
        {
            if (name.StartsWith(level, StringComparison.Ordinal) && name[level.Length..].IndexOf(':') is >= 0 and var colon)
                return name[(level.Length + colon + 1)..];
        }

        return name;
    }

    /// <summary>
    /// A name begins with a letter, an underscore or a symbol outside ASCII and does not end as an operator does; what Python,
    /// shells and addresses have between is none.
    /// </summary>
    private static bool IsName(ReadOnlySpan<char> name) =>
        !name.IsEmpty
        && (char.IsAsciiLetter(name[0]) || name[0] == '_' || (name[0] >= '\u00a1' && !char.IsPunctuation(name[0])))
        && (char.IsAsciiLetterOrDigit(name[^1]) || name[^1] is '_' or ')' or ']' or '%' or >= '\u00a1')
        && !name.ContainsAny("\"'`\\?!<>={}") && name.IndexOf("://", StringComparison.Ordinal) < 0;

    private readonly char Peek() => _text[_at];

    private static bool IsSeparator(char c) => c is ',' or ';' or '|' or '，' or '；' or '、' or '│' or '┃' or '\ufeff' || IsBlank(c);

    private static bool IsBlank(char c) => char.IsWhiteSpace(c);
}
