namespace Experiments.Training.Datasets.Digits;

/// <summary>
/// The distortion of an image relative to the style it is written in: an elastic field that bends strokes (after
/// Simard, Steinkraus, Platt, 2003), then size, slant, rotation and position.
/// </summary>
internal sealed class DigitDistortion
{
    private const int Nodes = 4;
    private const double Bend = 0.2;

    private readonly Dot[] _field = new Dot[Nodes * Nodes];
    private readonly double _xx, _xy, _yx, _yy, _left, _top;

    public DigitDistortion(ref DigitRandom random)
    {
        for (var i = 0; i < _field.Length; i++)
            _field[i] = new(Bend * random.Centred(), Bend * random.Centred());

        var (width, height) = (random.Between(8, 17), random.Between(14, 21));
        var slant = random.Between(-0.2, 0.45);
        // A rotation by its half-angle tangent needs no sine, whose last bit differs between machines.
        var tangent = 0.18 * random.Centred();
        var (cosine, sine) = ((1 - tangent * tangent) / (1 + tangent * tangent), 2 * tangent / (1 + tangent * tangent));
        (_xx, _xy) = (cosine * width, (-cosine * slant - sine) * height);
        (_yx, _yy) = (sine * width, (-sine * slant + cosine) * height);
        (_left, _top) = (RawImages.Side / 2.0 + 2.5 * random.Centred(), RawImages.Side / 2.0 + 2.5 * random.Centred());
    }

    /// <summary>Maps a point of a style, in a box of side 1, to its position in the image, in pixels.</summary>
    public Dot Apply(Dot dot)
    {
        var bent = Field(dot);
        var (x, y) = (dot.X + bent.X - 0.5, dot.Y + bent.Y - 0.5);
        return new(_left + _xx * x + _xy * y, _top + _yx * x + _yy * y);
    }

    /// <summary>Interpolates the field between its four nearest nodes, smoothly across them.</summary>
    private Dot Field(Dot dot)
    {
        var (column, across) = Cell(dot.X);
        var (row, down) = Cell(dot.Y);
        var at = row * Nodes + column;
        return new(
            Blend(_field[at].X, _field[at + 1].X, _field[at + Nodes].X, _field[at + Nodes + 1].X),
            Blend(_field[at].Y, _field[at + 1].Y, _field[at + Nodes].Y, _field[at + Nodes + 1].Y));

        double Blend(double a, double b, double c, double d) =>
            (a + (b - a) * across) * (1 - down) + (c + (d - c) * across) * down;
    }

    private static (int Cell, double Share) Cell(double position)
    {
        var scaled = Math.Clamp(position, 0, 1) * (Nodes - 1);
        var cell = Math.Min((int)scaled, Nodes - 2);
        var share = scaled - cell;
        return (cell, share * share * (3 - 2 * share));
    }
}
