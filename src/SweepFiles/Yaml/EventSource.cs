using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Experiments.SweepFiles.Yaml;

/// <summary>
/// YamlDotNet's parser, with a single kind of exception. On some text that is not YAML, such as <c>[, |</c> or an
/// escaped unpaired surrogate, the parser throws other exceptions; for the user these are syntax errors like any other.
/// </summary>
internal sealed class EventSource : IParser
{
    private readonly Scanner _scanner;
    private readonly Parser _parser;

    public EventSource(string text)
    {
        _scanner = new Scanner(new StringReader(text));
        _parser = new Parser(_scanner);
    }

    /// <inheritdoc/>
    public ParsingEvent? Current => _parser.Current;

    /// <inheritdoc/>
    /// <exception cref="YamlException">The text is not YAML.</exception>
    public bool MoveNext()
    {
        try
        {
            return _parser.MoveNext();
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            throw new YamlException(
                _scanner.CurrentPosition, _scanner.CurrentPosition, "something here cannot be read", e);
        }
    }
}
