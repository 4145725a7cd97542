using System.Globalization;
using System.Text;

namespace Experiments.Training.Programs.Output;

/// <summary>
/// Reads the numbers of an object as JSON, Python and JavaScript print it. Numbers of nested objects have dotted names.
/// Numbers in quotes are read; words, booleans, nulls and lists are not. Never throws, for any text.
/// </summary>
internal ref struct ObjectText
{
    private const int Deepest = 64;

    private readonly ReadOnlySpan<char> _text;
    private readonly Readings _into;
    private int _at;

    private ObjectText(ReadOnlySpan<char> text, Readings into)
    {
        _text = text;
        _into = into;
    }

    /// <summary>Reads the object at the beginning of a text.</summary>
    /// <returns>
    /// The length of the object, or 0 if there is none. In that case, <paramref name="into"/> may contain values that
    /// were read before the error was found.
    /// </returns>
    /// <param name="text">The text, which begins with a brace.</param>
    /// <param name="prefix">The prefix of all names.</param>
    /// <param name="into">Receives the values.</param>
    public static int Read(ReadOnlySpan<char> text, string prefix, Readings into)
    {
        var reader = new ObjectText(text, into);
        return reader.Object(prefix, 1) ? reader._at : 0;
    }

    private bool Object(string prefix, int depth)
    {
        if (depth > Deepest || !Skip('{')) return false;
        while (!Skip('}'))
        {
            if (Key() is not { } key || !Skip(':')) return false;
            var name = prefix + key.Trim();
            SkipBlanks();
            if (Peek() == '{' ? !Object(name + ".", depth + 1) : !Value(name)) return false;
            if (!Skip(',') && Peek() != '}') return false;
        }

        return true;
    }

    private string? Key()
    {
        SkipBlanks();
        if (Peek() is '"' or '\'') return Quoted();
        var length = _text[_at..].IndexOfAny(" :,{}[]()\"'=");
        var word = length > 0 ? _text.Slice(_at, length) : "";
        _at += word.Length;
        return word.IsEmpty ? null : word.ToString();
    }

    private bool Value(string name)
    {
        if (Peek() is '"' or '\'')
        {
            if (Quoted() is not { } text) return false;
            _into.Take(name, text);
            return true;
        }

        var start = _at;
        if (!SkipValue()) return false;
        var value = _text[start.._at].Trim();
        if (value.IsEmpty) return false;
        if (value[0] is not ('[' or '(')) _into.Take(name, value);
        return true;
    }

    /// <summary>Skips to the comma or brace after a value, ignoring those in brackets or quotes.</summary>
    private bool SkipValue()
    {
        for (var depth = 0; _at < _text.Length; _at++)
        {
            switch (_text[_at])
            {
                case '[' or '(' or '{':
                    depth++;
                    break;
                case ',' or '}' when depth == 0:
                    return true;
                case ']' or ')' or '}':
                    if (--depth < 0) return false;
                    break;
                case '"' or '\'':
                    if (Quoted() is null) return false;
                    _at--;
                    break;
            }
        }

        return false;
    }

    private string? Quoted()
    {
        var quote = _text[_at++];
        var length = _text[_at..].IndexOfAny(quote, '\\');
        if (length >= 0 && _text[_at + length] == quote) return Taken(length);
        var text = new StringBuilder();
        for (; _at < _text.Length; _at++)
        {
            if (_text[_at] == quote)
            {
                _at++;
                return text.ToString();
            }

            text.Append(_text[_at] == '\\' ? Escaped() : _text[_at]);
        }

        return null;
    }

    private string Taken(int length)
    {
        var text = _text.Slice(_at, length).ToString();
        _at += length + 1;
        return text;
    }

    private char Escaped()
    {
        if (++_at == _text.Length) return '\\';
        switch (_text[_at])
        {
            case 'n': return '\n';
            case 't': return '\t';
            case 'r': return '\r';
            case 'b': return '\b';
            case 'f': return '\f';
            case 'u' or 'x':
                var digits = _text[_at] == 'u' ? 4 : 2;
                if (_at + digits < _text.Length
                    && ushort.TryParse(
                        _text.Slice(_at + 1, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture,
                        out var code))
                {
                    _at += digits;
                    return (char)code;
                }

                return _text[_at];
            default: return _text[_at];
        }
    }

    private readonly char Peek() => _at < _text.Length ? _text[_at] : '\0';

    private bool Skip(char wanted)
    {
        SkipBlanks();
        if (Peek() != wanted) return false;
        _at++;
        return true;
    }

    private void SkipBlanks()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at])) _at++;
    }
}
