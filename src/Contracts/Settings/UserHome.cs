namespace Experiments.Contracts.Settings;

/// <summary>Where this user's data is.</summary>
public static class UserHome
{
    /// <summary>
    /// The folder that <c>EXPERIMENTS_HOME</c> names; by default <c>experiments</c> in <c>XDG_DATA_HOME</c>, by default
    /// <c>~/.local/share</c>.
    /// </summary>
    /// <param name="environment">Reads an environment variable; null where it is not set.</param>
    public static string Find(Func<string, string?> environment) =>
        environment("EXPERIMENTS_HOME") is { Length: > 0 } home ? Path.GetFullPath(home) : FindDefault(environment);

    /// <summary>What it is where nobody has named another.</summary>
    /// <param name="environment">Reads an environment variable; null where it is not set.</param>
    public static string FindDefault(Func<string, string?> environment)
    {
        var data = environment("XDG_DATA_HOME") is { Length: > 0 } xdg
            ? xdg
            : Path.Combine(environment("HOME") ?? "/", ".local", "share");
        return Path.Combine(data, "experiments");
    }
}
