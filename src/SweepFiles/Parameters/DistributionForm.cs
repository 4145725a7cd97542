using System.Collections.Immutable;
using Experiments.SweepFiles.Keys;
using Experiments.Search.Spaces;

namespace Experiments.SweepFiles.Parameters;

/// <summary>A way to write a distribution.</summary>
/// <param name="Name">What stands as <c>distribution</c>.</param>
/// <param name="Needs">Keys that must be there.</param>
/// <param name="May">Keys that may.</param>
/// <param name="Meaning">What it draws, in a sentence.</param>
/// <param name="Build">Reads it from a parameter that has all needed keys; null: an error was added.</param>
internal sealed record DistributionForm(
    string Name, ImmutableArray<Key> Needs, ImmutableArray<Key> May, string Meaning,
    Func<ParameterSection, Distribution?> Build);
