namespace Experiments.Storage.Databases;

/// <summary>Enum values as the tables have them: one lower-case word.</summary>
internal static class EnumText
{
    public static string Write<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();

    public static T Read<T>(string word) where T : struct, Enum => Enum.Parse<T>(word, ignoreCase: true);
}
