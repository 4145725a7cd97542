using Spectre.Console.Rendering;

namespace Experiments.Client.Drawing.Terminal;

/// <summary>Small images in rows, as many in each as there is room for, with captions below.</summary>
/// <param name="tiles">Their lines, all of the same size, and captions.</param>
/// <param name="columns">Characters in a line of one.</param>
/// <param name="evenly">A row has this many, or half of it, or a quarter, …: what belongs together stays so.</param>
internal sealed class TileText(
    IReadOnlyList<(IReadOnlyList<IEnumerable<Segment>> Lines, string? Caption)> tiles, int columns, int evenly) : Renderable
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
