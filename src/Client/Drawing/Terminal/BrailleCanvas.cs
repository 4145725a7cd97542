namespace Experiments.Client.Drawing.Terminal;

/// <summary>
/// A canvas of dots, two wide and four high in each character. A character has only one colour, that of the line drawn
/// last.
/// </summary>
/// <param name="columns">The number of characters in a line, ≥ 1.</param>
/// <param name="rows">The number of lines, ≥ 1.</param>
internal sealed class BrailleCanvas(int columns, int rows)
{
    // The bit of each dot in a braille character, indexed [x, y] with y from the top.
    private static readonly int[,] Bits = { { 0x01, 0x02, 0x04, 0x40 }, { 0x08, 0x10, 0x20, 0x80 } };

    private readonly int[,] _dots = new int[columns, rows];
    private readonly int[,] _pens = new int[columns, rows];

    /// <summary>The width in dots.</summary>
    public int Width => columns * 2;

    /// <summary>The height in dots.</summary>
    public int Height => rows * 4;

    /// <summary>The character in a column and a row, and the pen that drew there last.</summary>
    public (char Character, int Pen) this[int column, int row] =>
        _dots[column, row] == 0 ? (' ', 0) : ((char)(0x2800 + _dots[column, row]), _pens[column, row]);

    /// <summary>Draws a straight line, including its ends (Bresenham, 1965).</summary>
    public void Line((int X, int Y) from, (int X, int Y) to, int pen)
    {
        var (dx, dy) = (Math.Abs(to.X - from.X), -Math.Abs(to.Y - from.Y));
        var (stepX, stepY) = (Math.Sign(to.X - from.X), Math.Sign(to.Y - from.Y));
        var error = dx + dy;
        while (true)
        {
            Dot(from.X, from.Y, pen);
            if (from == to) return;
            var twice = 2 * error;
            if (twice >= dy)
            {
                error += dy;
                from.X += stepX;
            }

            if (twice <= dx)
            {
                error += dx;
                from.Y += stepY;
            }
        }
    }

    /// <summary>Draws one dot.</summary>
    public void Dot(int x, int y, int pen)
    {
        _dots[x / 2, y / 4] |= Bits[x % 2, y % 4];
        _pens[x / 2, y / 4] = pen;
    }
}
