namespace Experiments.Training.Workloads;

/// <summary>Members of enumerations as a sweep file writes them.</summary>
internal static class EnumWords
{
    /// <summary>The member that a sweep file writes as <c>leaky_relu</c> for LeakyRelu.</summary>
    public static T Parse<T>(string word) where T : struct, Enum =>
        Enum.Parse<T>(word.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);
}
