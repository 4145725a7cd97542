namespace Experiments.Web.Curves;

/// <summary>How much one request for curves may read, since all points are in memory before they are thinned.</summary>
/// <param name="Points">The number of points of all curves together. Default: 2,000,000.</param>
internal sealed record CurveLimit(int Points = 2_000_000);
