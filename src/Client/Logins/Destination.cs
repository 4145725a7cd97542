using Experiments.Storage.Configuration;

namespace Experiments.Client.Logins;

/// <summary>Where commands find sweeps: in the database itself, or at a server of the HTTP API.</summary>
internal abstract record Destination
{
    /// <summary>The word that stands for no server.</summary>
    public const string NoServer = "none";

    private const string UrlVariable = "EXPERIMENTS_URL";
    private const string TokenVariable = "EXPERIMENTS_TOKEN";
    private const string AuthorityVariable = "EXPERIMENTS_AUTHORITY";

    private Destination() { }

    /// <summary>The database that the environment names.</summary>
    /// <param name="Unused">
    /// The server that is not used because <c>EXPERIMENTS_DATABASE</c> is set, or null if there is none.
    /// </param>
    public sealed record Database(string? Unused = null) : Destination;

    /// <summary>A server.</summary>
    /// <param name="Url">Its address.</param>
    /// <param name="Token">The token, or null if none is known.</param>
    /// <param name="Authority">The file of the authority to believe, or null for those of the system.</param>
    /// <param name="Origin">What names the server, for messages.</param>
    public sealed record Server(string Url, string? Token, string? Authority, string Origin) : Destination
    {
        /// <summary>Returns the address, and not the token.</summary>
        public override string ToString() => Url;
    }

    /// <summary>
    /// Chooses: the server of <c>--server</c>, else the database of <c>EXPERIMENTS_DATABASE</c>, else the server of
    /// <c>EXPERIMENTS_URL</c>, else that of the login, else the database in this user's home.
    /// </summary>
    /// <param name="option">The value of <c>--server</c>, or null if it was not given.</param>
    /// <param name="environment">Returns an environment variable, or null if it is not set.</param>
    /// <exception cref="UserErrorException">The login cannot be read.</exception>
    public static Destination Choose(string? option, Func<string, string?> environment)
    {
        string? Variable(string name) => environment(name) is { Length: > 0 } value ? value : null;
        if (option == NoServer) return new Database();
        var login = LoginFile.Read(environment);
        var (url, origin) = option is not null ? (option, "--server")
            : Variable(UrlVariable) is { } variable ? (variable, UrlVariable)
            : (login?.Url, "the login");
        if (url is null) return new Database();
        if (option is null && Variable(DatabaseOptions.Variable) is not null) return new Database(url);
        // A token is only for the server that it was given for.
        var known = login is not null && IsSame(login.Url, url) ? login : null;
        return new Server(
            url, Variable(TokenVariable) ?? known?.Token, Variable(AuthorityVariable) ?? known?.Authority, origin);
    }

    private static bool IsSame(string one, string other) =>
        string.Equals(one.TrimEnd('/'), other.TrimEnd('/'), StringComparison.OrdinalIgnoreCase);
}
