using System.Collections.Immutable;
using System.Text.Json;
using Experiments.Contracts.Faults;
using Experiments.Contracts.Sweeps;
using Experiments.Search.Events;
using Experiments.Search.Spaces;

namespace Experiments.Grains.Sweeps;

/// <summary>Reads the assignments that a person gives to a sweep.</summary>
internal static class EnqueuedAssignments
{
    /// <summary>All of them, each complete.</summary>
    /// <exception cref="UserErrorException">The text is no list of objects, or one is not in the sweep's
    /// space.</exception>
    public static ImmutableArray<Assignment> Read(SweepSpec spec, string json)
    {
        try
        {
            var given = JsonSerializer.Deserialize<ImmutableArray<Assignment>>(json, SearchJson.Options);
            return [.. given.Select(assignment => EnqueuedAssignment.Complete(spec.Search.Space, assignment))];
        }
        catch (Exception wrong) when (wrong is JsonException or ArgumentException)
        {
            var reason = wrong is ArgumentException
                ? wrong.Message
                : "trials are given as a JSON list of objects from parameter names to values";
            throw new UserErrorException($"sweep '{spec.Name}' cannot try that: {reason}", wrong);
        }
    }
}
