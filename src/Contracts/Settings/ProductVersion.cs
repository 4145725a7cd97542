using System.Reflection;

namespace Experiments.Contracts.Settings;

/// <summary>The version of this program.</summary>
public static class ProductVersion
{
    /// <summary>The full version: <c>0.1.0</c>, followed by <c>+</c> and the commit if it is known.</summary>
    public static string Built { get; } =
        typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion;

    /// <summary>The version without the commit: <c>0.1.0</c>.</summary>
    public static string Name { get; } = Built.Split('+')[0];
}
