using Experiments.Contracts.Sweeps;

namespace Experiments.Training.Programs.Processes;

/// <summary>The environment of every process that a node starts.</summary>
internal static class ProgramEnvironment
{
    /// <summary>Removes the secrets that only the node may use.</summary>
    public static void HideSecrets(IDictionary<string, string?> environment)
    {
        var hidden = environment.Keys
            .Where(name => SecretNames.IsKeptByNode(
                name, other => environment.TryGetValue(other, out var value) ? value : null))
            .ToList();
        foreach (var name in hidden) environment.Remove(name);
    }
}
