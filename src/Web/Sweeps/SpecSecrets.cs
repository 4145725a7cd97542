using System.Collections.Immutable;
using Experiments.Contracts.Sweeps;

namespace Experiments.Web.Sweeps;

/// <summary>Keeps the secrets in specifications from who reads them through the API.</summary>
internal static class SpecSecrets
{
    /// <summary>Replaces the values of environment variables that look like secrets by references to them.</summary>
    public static SweepSpec Remove(SweepSpec spec) => spec.Workload is WorkloadSpec.Program program
        ? spec with { Workload = program with { Environment = Remove(program.Environment) } }
        : spec;

    private static ImmutableSortedDictionary<string, string> Remove(
        ImmutableSortedDictionary<string, string> environment) =>
        environment.SetItems(SecretNames.Shared(environment).Where(entry => SecretNames.LooksSecret(entry.Key)));
}
