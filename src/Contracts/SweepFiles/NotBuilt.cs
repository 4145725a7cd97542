using System.Collections.Immutable;
using Experiments.Contracts.SweepFiles.Yaml;
using Experiments.Search.Deciding;
using Experiments.Search.Methods;

namespace Experiments.Contracts.SweepFiles;

/// <summary>What the format has and this version cannot run yet. Each is refused by name, never ignored.</summary>
internal static class NotBuilt
{
    /// <summary>Each feature, and what to write instead.</summary>
    public static readonly ImmutableArray<(string Name, string Instead)> Features =
    [
        .. Enum.GetValues<SearchMethod>().Except(SearchMethods.Built).Select(method => (Feature(method), Instead(method))),
    ];

    /// <summary>A method, as <see cref="Features"/> names it.</summary>
    public static string Feature(SearchMethod method) => $"method '{Word(method)}'";

    /// <summary>Adds an error where the feature is one of these; says whether it is.</summary>
    public static bool Refuse(string feature, Position at, ErrorList errors)
    {
        var refused = Features.FirstOrDefault(known => known.Name == feature);
        if (refused == default) return false;
        errors.Add(at, $"{feature} is not built yet; {refused.Instead}");
        return true;
    }

    private static string Instead(SearchMethod method) =>
        $"use {string.Join(" or ", SearchMethods.Built.Order().Select(Word))}"
        + (method == SearchMethod.Gp ? " (W&B's bayes means gp)" : "");

    private static string Word(SearchMethod method) => method.ToString().ToLowerInvariant();
}
