using System.Collections.Immutable;
using Experiments.SweepFiles.Rules;

namespace Experiments.SweepFiles.Keys;

/// <summary>The keys of each entry of <c>constraints</c>.</summary>
internal static class ConstraintKeys
{
    public static readonly Key<double> Min = new("min", new RealRule(), "no limit",
        "The least value that is kept.");

    public static readonly Key<double> Max = new("max", new RealRule(), "no limit",
        "The greatest value that is kept.");

    public static readonly ImmutableArray<Key> All = [Min, Max];
}
