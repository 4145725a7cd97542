using SkiaSharp;
using Spectre.Console;

namespace Experiments.Client.Drawing.Terminal;

/// <summary>Colours of pictures as a terminal's.</summary>
internal static class TerminalColour
{
    public static Color FromColour(SKColor colour) => new(colour.Red, colour.Green, colour.Blue);
}
