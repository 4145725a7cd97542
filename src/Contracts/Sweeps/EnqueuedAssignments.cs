using System.Collections.Immutable;
using Experiments.Search.Spaces;

namespace Experiments.Contracts.Sweeps;

/// <summary>Checks the assignments that a user gives to a sweep.</summary>
public static class EnqueuedAssignments
{
    /// <summary>Returns all of them, with the constants that were left out.</summary>
    /// <exception cref="UserErrorException">One is not in the sweep's space.</exception>
    public static ImmutableArray<Assignment> Complete(SweepSpec spec, ImmutableArray<Assignment> given)
    {
        try
        {
            return [.. given.Select(assignment => EnqueuedAssignment.Complete(spec.Search.Space, assignment))];
        }
        catch (ArgumentException wrong)
        {
            throw new UserErrorException($"sweep '{spec.Name}' cannot try that: {wrong.Message}");
        }
    }
}
