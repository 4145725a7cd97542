using SkiaSharp;
using Spectre.Console;

namespace Experiments.Client.Drawing.Terminal;

/// <summary>Converts colours of pictures to colours of a terminal.</summary>
internal static class TerminalColour
{
    public static Color FromColour(SKColor colour) => new(colour.Red, colour.Green, colour.Blue);
}
