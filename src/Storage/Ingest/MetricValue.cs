namespace Experiments.Storage.Ingest;

/// <summary>
/// Converts a value to and from its stored form: a finite value is stored as it is, any other as null with a kind.
/// PostgreSQL would sort NaN above all other values, and SQLite rejects it.
/// </summary>
internal static class MetricValue
{
    public const short Finite = 0;
    public const short NaN = 1;
    public const short PositiveInfinity = 2;
    public const short NegativeInfinity = 3;

    public static short KindOf(double value) =>
        double.IsFinite(value) ? Finite
        : double.IsNaN(value) ? NaN
        : value > 0 ? PositiveInfinity
        : NegativeInfinity;

    public static double Read(double? value, short kind) => kind switch
    {
        Finite => value!.Value,
        PositiveInfinity => double.PositiveInfinity,
        NegativeInfinity => double.NegativeInfinity,
        _ => double.NaN,
    };
}
