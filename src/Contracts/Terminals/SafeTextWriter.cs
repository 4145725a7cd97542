using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Experiments.Contracts.Terminals;

/// <summary>A writer that passes text through <see cref="SafeText"/>.</summary>
/// <param name="inner">The underlying writer; not disposed with this one.</param>
public sealed class SafeTextWriter(TextWriter inner) : TextWriter
{
    /// <inheritdoc/>
    public override Encoding Encoding => inner.Encoding;

    /// <inheritdoc/>
    [AllowNull]
    public override string NewLine
    {
        get => inner.NewLine;
        set => inner.NewLine = value;
    }

    /// <inheritdoc/>
    public override void Write(char value) => inner.Write(value is '\r' ? "\r" : SafeText.Escape(value.ToString()));

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer) => Write(new string(buffer));

    /// <inheritdoc/>
    public override void Write(string? value) => inner.Write(value is null ? null : SafeText.Escape(value));

    /// <inheritdoc/>
    public override void WriteLine() => inner.WriteLine();

    /// <inheritdoc/>
    public override void WriteLine(string? value) => inner.WriteLine(value is null ? null : SafeText.Escape(value));

    /// <inheritdoc/>
    public override void Flush() => inner.Flush();
}
