using System.Reflection;

namespace Experiments.Contracts.Grains;

/// <summary>What silos and clients must agree on to understand each other.</summary>
public static class Protocol
{
    /// <summary>
    /// Number of the grain interfaces and messages. Raised when an older program would misunderstand a newer one; what only
    /// grows leaves it as it is.
    /// </summary>
    public const int Number = 1;

    /// <summary>The version of this program, as people call it: <c>0.1.0</c>.</summary>
    public static string Product { get; } =
        typeof(Protocol).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
