using System.Text.Json;
using System.Text.Json.Serialization;
using Experiments.Contracts.Settings;
using Experiments.Storage.Databases;

namespace Experiments.Client.Logins;

/// <summary>The file with this user's login, which only this user can read.</summary>
internal static partial class LoginFile
{
    /// <summary>Returns the path of the file.</summary>
    public static string PathOf(Func<string, string?> environment) =>
        Path.Combine(UserHome.Find(environment), "login.json");

    /// <summary>Returns the login, or null if there is none.</summary>
    /// <exception cref="UserErrorException">The file cannot be read.</exception>
    public static Login? Read(Func<string, string?> environment)
    {
        var path = PathOf(environment);
        if (!File.Exists(path)) return null;
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(path), LoginJson.Default.Login)
                is { Url: not null, Token: not null } login
                ? login
                : throw new JsonException("it has no address or no token");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new UserErrorException(
                $"the login in '{path}' cannot be read: {fault.Message.TrimEnd('.')}; 'experiments logout' removes it");
        }
    }

    /// <summary>Replaces the login.</summary>
    /// <exception cref="UserErrorException">The file cannot be written.</exception>
    public static void Write(Func<string, string?> environment, Login login)
    {
        var path = PathOf(environment);
        var temporary = $"{path}.{Guid.NewGuid():N}";
        try
        {
            OwnerOnly.CreateFolder(Path.GetDirectoryName(path)!);
            using (var file = OwnerOnly.Create(temporary))
                JsonSerializer.Serialize(file, login, LoginJson.Default.Login);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"the login cannot be written to '{path}': {fault.Message}");
        }
    }

    /// <summary>Deletes the login. Returns false if there is none.</summary>
    /// <exception cref="UserErrorException">The file cannot be deleted.</exception>
    public static bool Delete(Func<string, string?> environment)
    {
        var path = PathOf(environment);
        if (!File.Exists(path)) return false;
        try
        {
            File.Delete(path);
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"the login in '{path}' cannot be deleted: {fault.Message}");
        }
    }

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
    [JsonSerializable(typeof(Login))]
    private sealed partial class LoginJson : JsonSerializerContext;
}
