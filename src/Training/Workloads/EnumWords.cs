namespace Experiments.Training.Workloads;

/// <summary>Reads members of enumerations as sweep files write them.</summary>
internal static class EnumWords
{
    /// <summary>Returns the member for the word of a sweep file, such as LeakyRelu for <c>leaky_relu</c>.</summary>
    public static T Parse<T>(string word) where T : struct, Enum =>
        Enum.Parse<T>(word.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);
}
