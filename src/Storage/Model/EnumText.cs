namespace Experiments.Storage.Model;

/// <summary>Converts enum values to and from their form in the tables: one lower-case word.</summary>
internal static class EnumText
{
    public static string Write<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();

    public static T Read<T>(string word) where T : struct, Enum => Enum.Parse<T>(word, ignoreCase: true);
}
