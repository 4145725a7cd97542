using Experiments.Contracts.Terminals;
using Spectre.Console.Rendering;

namespace Experiments.Client.Shells;

/// <summary>
/// Escapes control characters in everything that a console renders, except the control codes of the console itself.
/// </summary>
internal sealed class SafeRendering : IRenderHook
{
    public IEnumerable<IRenderable> Process(RenderOptions options, IEnumerable<IRenderable> renderables) =>
        renderables.Select(inner => new Safe(inner));

    private sealed class Safe(IRenderable inner) : IRenderable
    {
        public Measurement Measure(RenderOptions options, int maxWidth) => inner.Measure(options, maxWidth);

        public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) =>
            inner.Render(options, maxWidth).Select(segment =>
                segment.IsControlCode || segment.IsLineBreak
                    ? segment
                    : new Segment(SafeText.Escape(segment.Text), segment.Style));
    }
}
