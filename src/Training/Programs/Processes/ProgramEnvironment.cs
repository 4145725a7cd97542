using Experiments.Contracts.Sweeps;

namespace Experiments.Training.Programs.Processes;

/// <summary>The environment of every process that a node starts.</summary>
internal static class ProgramEnvironment
{
    /// <summary>Removes the secrets that only the node may use.</summary>
    public static void HideSecrets(IDictionary<string, string?> environment)
    {
        foreach (var name in environment.Keys.Where(SecretNames.IsKeptByNodes).ToList()) environment.Remove(name);
    }
}
