using Spectre.Console.Rendering;

namespace Experiments.Client.Drawing.Terminal;

/// <summary>Draws small images in rows, as many per row as fit, with captions below.</summary>
/// <param name="tiles">The lines of the images, all of the same size, and their captions.</param>
/// <param name="columns">The width of an image in characters.</param>
/// <param name="evenly">
/// The number of images in a row; halved until the row fits, so that images that belong together stay aligned.
/// </param>
internal sealed class TileText(
    IReadOnlyList<(IReadOnlyList<IEnumerable<Segment>> Lines, string? Caption)> tiles, int columns,
    int evenly) : Renderable
{
    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        var inRow = evenly;
        while (inRow > 1 && inRow * (columns + 1) > maxWidth) inRow = (inRow + 1) / 2;
        foreach (var row in tiles.Chunk(inRow))
        {
            for (var line = 0; line < row[0].Lines.Count; line++)
            {
                foreach (var tile in row)
                {
                    foreach (var segment in tile.Lines[line]) yield return segment;
                    yield return new Segment(" ");
                }

                yield return Segment.LineBreak;
            }

            if (row.All(tile => tile.Caption is null)) continue;
            foreach (var (_, caption) in row) yield return new Segment(Centred(caption ?? "") + " ");
            yield return Segment.LineBreak;
        }
    }

    private string Centred(string text)
    {
        if (text.Length > columns) text = text[..columns];
        return text.PadLeft((columns + text.Length) / 2).PadRight(columns);
    }
}
