using System.Reflection;

namespace Experiments.Contracts.Settings;

/// <summary>The version of this program.</summary>
public static class ProductVersion
{
    /// <summary>As it was built: <c>0.1.0</c>, and where that is known <c>+</c> and the commit.</summary>
    public static string Built { get; } =
        typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>As people call it: <c>0.1.0</c>.</summary>
    public static string Name { get; } = Built.Split('+')[0];
}
