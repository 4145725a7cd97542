using Experiments.Contracts.Terminals;
using Spectre.Console.Rendering;

namespace Experiments.Client.Shells;

/// <summary>
/// Escapes control characters in everything that a console renders, except the control codes of the console itself.
/// </summary>
/// <param name="trims">
/// Whether blanks at the ends of lines are left out, as in a pipe. On a terminal they overwrite what was there before.
/// </param>
internal sealed class SafeRendering(bool trims) : IRenderHook
{
    public IEnumerable<IRenderable> Process(RenderOptions options, IEnumerable<IRenderable> renderables) =>
        renderables.Select(inner => new Safe(inner, trims));

    private sealed class Safe(IRenderable inner, bool trims) : IRenderable
    {
        public Measurement Measure(RenderOptions options, int maxWidth) => inner.Measure(options, maxWidth);

        public IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
        {
            var safe = inner.Render(options, maxWidth).Select(segment =>
                segment.IsControlCode || segment.IsLineBreak
                    ? segment
                    : new Segment(SafeText.Escape(segment.Text), segment.Style));
            return trims ? Trim(safe) : safe;
        }

        private static IEnumerable<Segment> Trim(IEnumerable<Segment> segments)
        {
            var blanks = new List<Segment>();
            foreach (var segment in segments)
            {
                if (segment.IsLineBreak) blanks.Clear();
                else if (segment.IsWhiteSpace && !segment.IsControlCode)
                {
                    blanks.Add(segment);
                    continue;
                }

                foreach (var blank in blanks) yield return blank;
                blanks.Clear();
                yield return segment;
            }
        }
    }
}
