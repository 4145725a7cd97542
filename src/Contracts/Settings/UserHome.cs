namespace Experiments.Contracts.Settings;

/// <summary>The folder of this user's data.</summary>
public static class UserHome
{
    /// <summary>
    /// Returns the folder that <c>EXPERIMENTS_HOME</c> names. Default: <c>experiments</c> in <c>XDG_DATA_HOME</c>,
    /// which defaults to <c>~/.local/share</c>.
    /// </summary>
    /// <param name="environment">Returns an environment variable's value, or null if it is not set.</param>
    public static string Find(Func<string, string?> environment) =>
        environment("EXPERIMENTS_HOME") is { Length: > 0 } home ? Path.GetFullPath(home) : FindDefault(environment);

    /// <summary>Returns the default folder, which ignores <c>EXPERIMENTS_HOME</c>.</summary>
    /// <param name="environment">Returns an environment variable's value, or null if it is not set.</param>
    public static string FindDefault(Func<string, string?> environment)
    {
        var data = environment("XDG_DATA_HOME") is { Length: > 0 } xdg
            ? xdg
            : Path.Combine(environment("HOME") ?? "/", ".local", "share");
        return Path.Combine(data, "experiments");
    }
}
