using System.Collections.Immutable;
using System.Numerics;

namespace Experiments.Search.Grids;

/// <summary>
/// Neighbouring values of the parameter at Root that leave the same parameters to choose: Width values from the index
/// Start on, and the ascending positions of the rest of the group that still exists then.
/// </summary>
internal sealed record GridBranch(int Root, BigInteger Start, BigInteger Width, ImmutableArray<int> Rest);
