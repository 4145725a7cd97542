using static System.Math;

namespace Experiments.Bench.Search.Problems;

/// <summary>
/// The 24 noiseless functions of BBOB, as defined by Hansen, Finck, Ros and Auger, <i>Real-parameter black-box
/// optimization benchmarking 2009: noiseless functions definitions</i> (INRIA RR-6829), over [−5, 5]^D and with an
/// optimal value of 0. Optima, signs and rotations are drawn from a seed of our own, so values are not those of COCO's
/// instances. The penalty for points outside the box is left out, since none is.
/// </summary>
internal sealed class Bbob
{
    private const double Schwefel = 4.2096874633;

    private readonly int _function;
    private readonly int _size;
    private readonly double[] _optimum;
    private readonly double[][] _q;
    private readonly double[][] _r;
    private readonly (double[] Centre, double[] Scales, double Height)[] _peaks = [];

    public Bbob(int function, int dimensions, int instance)
    {
        (_function, _size) = (function, dimensions);
        var random = new Random(instance * 10_000 + function * 100 + dimensions);
        var signs = Enumerable.Range(0, _size).Select(_ => random.Next(2) == 0 ? -1.0 : 1.0).ToArray();
        var spread = Enumerable.Range(0, _size).Select(_ => 8 * random.NextDouble() - 4).ToArray();
        _optimum = function switch
        {
            4 => [.. spread.Select((x, i) => i % 2 == 0 ? Abs(x) : x)],
            5 => [.. signs.Select(sign => 5 * sign)],
            8 => [.. spread.Select(x => 0.75 * x)],
            20 => [.. signs.Select(sign => Schwefel / 2 * sign)],
            24 => [.. signs.Select(sign => 1.25 * sign)],
            _ => spread,
        };
        (_q, _r) = (Linear.Rotation(_size, random), Linear.Rotation(_size, random));
        if (function is 21 or 22) _peaks = Peaks(function == 21 ? 101 : 21, random);
    }

    public double Value(double[] x) => _function switch
    {
        1 => Shift(x).Sum(Square),
        2 => Ellipsoid(Oscillate(Shift(x))),
        3 => Rastrigin(Stretch(Skew(Oscillate(Shift(x)), 0.2), 10)),
        4 => Rastrigin([.. Oscillate(Shift(x)).Select((z, i) =>
            z * Pow(10, 0.5 * Place(i)) * (z > 0 && i % 2 == 0 ? 10 : 1))]),
        5 => x.Select((v, i) => Pow(10, Place(i)) * (5 - Sign(_optimum[i]) * v)).Sum(),
        6 => Pow(Oscillate(Turn(_q, Stretch(Turn(_r, Shift(x)), 10))
            .Select((z, i) => Square(z * (z * _optimum[i] > 0 ? 100 : 1))).Sum()), 0.9),
        7 => Steps(Stretch(Turn(_r, Shift(x)), 10)),
        8 => Rosenbrock([.. Shift(x).Select(z => Max(1, Sqrt(_size) / 8) * z + 1)]),
        9 => Rosenbrock([.. Turn(_r, x).Select(z => Max(1, Sqrt(_size) / 8) * z + 0.5)]),
        10 => Ellipsoid(Oscillate(Turn(_r, Shift(x)))),
        11 => Oscillate(Turn(_r, Shift(x))).Select((z, i) => (i == 0 ? 1e6 : 1) * z * z).Sum(),
        12 => Turn(_r, Skew(Turn(_r, Shift(x)), 0.5)).Select((z, i) => (i == 0 ? 1 : 1e6) * z * z).Sum(),
        13 => Ridge(Turn(_q, Stretch(Turn(_r, Shift(x)), 10))),
        14 => Sqrt(Turn(_r, Shift(x)).Select((z, i) => Pow(Abs(z), 2 + 4 * Place(i))).Sum()),
        15 => Rastrigin(Turn(_r, Stretch(Turn(_q, Skew(Oscillate(Turn(_r, Shift(x))), 0.2)), 10))),
        16 => Weierstrass(Turn(_r, Stretch(Turn(_q, Oscillate(Turn(_r, Shift(x)))), 0.01))),
        17 => Schaffers(Stretch(Turn(_q, Skew(Turn(_r, Shift(x)), 0.5)), 10)),
        18 => Schaffers(Stretch(Turn(_q, Skew(Turn(_r, Shift(x)), 0.5)), 1000)),
        19 => GriewankRosenbrock([.. Turn(_r, x).Select(z => Max(1, Sqrt(_size) / 8) * z + 0.5)]),
        20 => SchwefelSine(x),
        21 or 22 => Square(Oscillate(10 - _peaks.Max(peak => Height(peak, x)))),
        23 => Katsuura(Turn(_q, Stretch(Turn(_r, Shift(x)), 100))),
        24 => Lunacek(x),
        _ => throw new ArgumentOutOfRangeException(nameof(x), $"There is no function {_function}."),
    };

    private double Place(int i) => _size == 1 ? 0 : (double)i / (_size - 1);

    private double[] Shift(double[] x) => [.. x.Select((v, i) => v - _optimum[i])];

    private double[] Stretch(double[] z, double condition) =>
        [.. z.Select((v, i) => v * Pow(condition, 0.5 * Place(i)))];

    private double[] Skew(double[] z, double strength) =>
        [.. z.Select((v, i) => v > 0 ? Pow(v, 1 + strength * Place(i) * Sqrt(v)) : v)];

    private static double[] Oscillate(double[] z) => [.. z.Select(Oscillate)];

    private static double Oscillate(double z)
    {
        if (z == 0) return 0;
        var log = Log(Abs(z));
        var (left, right) = z > 0 ? (10, 7.9) : (5.5, 3.1);
        return Sign(z) * Exp(log + 0.049 * (Sin(left * log) + Sin(right * log)));
    }

    private static double[] Turn(double[][] rotation, double[] z) => Linear.Times(rotation, z);

    private static double Square(double z) => z * z;

    private double Ellipsoid(double[] z) => z.Select((v, i) => Pow(10, 6 * Place(i)) * v * v).Sum();

    private static double Rastrigin(double[] z) => z.Sum(v => 10 * (1 - Cos(2 * PI * v)) + v * v);

    private static double Rosenbrock(double[] z) =>
        z.Zip(z.Skip(1), (a, b) => 100 * Square(a * a - b) + Square(a - 1)).Sum();

    private double Steps(double[] z)
    {
        var stairs = z.Select(v => Abs(v) > 0.5 ? Floor(0.5 + v) : Floor(0.5 + 10 * v) / 10).ToArray();
        var sum = Turn(_q, stairs).Select((v, i) => Pow(10, 2 * Place(i)) * v * v).Sum();
        return 0.1 * Max(Abs(z[0]) / 1e4, sum);
    }

    private static double Ridge(double[] z) => z[0] * z[0] + 100 * Sqrt(z.Skip(1).Sum(Square));

    private double Weierstrass(double[] z)
    {
        var sum = z.Average(v => Enumerable.Range(0, 12)
            .Sum(k => Pow(0.5, k) * (Cos(2 * PI * Pow(3, k) * (v + 0.5)) - Cos(PI * Pow(3, k)))));
        return 10 * Pow(sum, 3);
    }

    private static double Schaffers(double[] z) => Square(z.Zip(z.Skip(1), (a, b) =>
    {
        var s = Sqrt(a * a + b * b);
        return Sqrt(s) * (1 + Square(Sin(50 * Pow(s, 0.2))));
    }).Average());

    private static double GriewankRosenbrock(double[] z) => 10 + 10 * z.Zip(z.Skip(1), (a, b) =>
    {
        var s = 100 * Square(a * a - b) + Square(a - 1);
        return s / 4000 - Cos(s);
    }).Average();

    private double SchwefelSine(double[] x)
    {
        var turned = x.Select((v, i) => 2 * Sign(_optimum[i]) * v).ToArray();
        var z = turned.Select((v, i) => i == 0 ? v : v + 0.25 * (turned[i - 1] - Schwefel))
            .Select((v, i) => 100 * (Pow(10, 0.5 * Place(i)) * (v - Schwefel) + Schwefel)).ToArray();
        var outside = z.Sum(v => Square(Max(0, Abs(v / 100) - 5)));
        return 4.189828872724339 - z.Sum(v => v * Sin(Sqrt(Abs(v)))) / (100 * _size) + 100 * outside;
    }

    private (double[], double[], double)[] Peaks(int count, Random random)
    {
        var places = Enumerable.Range(0, count - 1).ToArray();
        random.Shuffle(places);
        return
        [
            .. Enumerable.Range(0, count).Select(peak =>
            {
                var condition = peak > 0 ? Pow(1000, 2.0 * places[peak - 1] / (count - 2))
                    : count == 101 ? 1000 : 1e6;
                var scales = Enumerable.Range(0, _size)
                    .Select(i => Pow(condition, 0.5 * Place(i)) / Pow(condition, 0.25)).ToArray();
                random.Shuffle(scales);
                var far = (count == 101 ? 5 : 4.9) * (peak > 0 ? 1 : 0.8);
                var centre = Enumerable.Range(0, _size).Select(_ => far * (2 * random.NextDouble() - 1)).ToArray();
                return (centre, scales, peak == 0 ? 10 : 1.1 + 8.0 * (peak - 1) / (count - 2));
            }),
        ];
    }

    private double Height((double[] Centre, double[] Scales, double Height) peak, double[] x)
    {
        var turned = Turn(_r, [.. x.Select((v, i) => v - peak.Centre[i])]);
        return peak.Height * Exp(-turned.Select((v, i) => peak.Scales[i] * v * v).Sum() / (2 * _size));
    }

    private double Katsuura(double[] z)
    {
        var product = z.Select((v, i) => Pow(1 + (i + 1) * Enumerable.Range(1, 32)
            .Sum(j => Abs(ScaleB(v, j) - Round(ScaleB(v, j))) / ScaleB(1, j)), 10 / Pow(_size, 1.2)))
            .Aggregate(1.0, (a, b) => a * b);
        return 10.0 / (_size * _size) * (product - 1);
    }

    private double Lunacek(double[] x)
    {
        const double near = 2.5;
        var s = 1 - 1 / (2 * Sqrt(_size + 20) - 8.2);
        var far = -Sqrt((near * near - 1) / s);
        var turned = x.Select((v, i) => 2 * Sign(_optimum[i]) * v).ToArray();
        var z = Turn(_q, Stretch(Turn(_r, [.. turned.Select(v => v - near)]), 100));
        return Min(turned.Sum(v => Square(v - near)), _size + s * turned.Sum(v => Square(v - far)))
            + 10 * z.Sum(v => 1 - Cos(2 * PI * v));
    }
}
