using System.Collections.Immutable;
using Experiments.Search.Spaces;
using Experiments.SweepFiles.Keys;

namespace Experiments.SweepFiles.Parameters;

/// <summary>A distribution of the file format.</summary>
/// <param name="Name">The value of <c>distribution</c>.</param>
/// <param name="Needs">The required keys.</param>
/// <param name="May">The optional keys.</param>
/// <param name="Meaning">The values that it draws, in a sentence.</param>
/// <param name="Build">Reads it from a parameter that has all required keys. Returns null if an error was
/// added.</param>
internal sealed record DistributionForm(
    string Name, ImmutableArray<Key> Needs, ImmutableArray<Key> May, string Meaning,
    Func<ParameterSection, Distribution?> Build);
