using System.Collections.Immutable;
using Experiments.Contracts.SweepFiles.Yaml;

namespace Experiments.Contracts.SweepFiles;

/// <summary>What the format has and this version cannot run yet. Each is refused by name, never ignored.</summary>
internal static class NotBuilt
{
    /// <summary>Each feature, and what to write instead.</summary>
    public static readonly ImmutableArray<(string Name, string Instead)> Features =
    [
        ("workload 'cnn'", "use mlp"),
    ];

    /// <summary>Adds an error where the feature is one of these; says whether it is.</summary>
    public static bool Refuse(string feature, Position at, ErrorList errors)
    {
        var refused = Features.FirstOrDefault(known => known.Name == feature);
        if (refused == default) return false;
        errors.Add(at, $"{feature} is not built yet; {refused.Instead}");
        return true;
    }
}
