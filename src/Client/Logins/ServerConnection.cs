using Experiments.ApiClient;
using Experiments.Client.Shells;

namespace Experiments.Client.Logins;

/// <summary>Connects to the servers that commands use.</summary>
internal static class ServerConnection
{
    /// <summary>Returns a client of the server. Nothing is sent yet.</summary>
    /// <exception cref="UserErrorException">The address, the token or the authority cannot be used.</exception>
    public static ExperimentsClient Open(Shell shell, Destination.Server server) => ExperimentsClient.Connect(
        server.Url,
        server.Token ?? throw new UserErrorException(
            $"there is no token for {server.Url}: 'experiments login {server.Url}' stores one, or set "
            + "EXPERIMENTS_TOKEN"),
        // Without a text, the client would look for a variable by itself.
        server.Authority ?? "",
        shell.Time);
}
