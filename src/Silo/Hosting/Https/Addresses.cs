namespace Experiments.Silo.Hosting.Https;

/// <summary>The addresses that a silo serves.</summary>
internal static class Addresses
{
    /// <summary>
    /// Returns the address of metrics and health, which also serves the API to programs on this machine.
    /// </summary>
    public static string? FindHttp(this WebApplication app) => app.Find(Uri.UriSchemeHttp);

    /// <summary>Returns the address that serves the API and the page to other machines, or null.</summary>
    public static string? FindHttps(this WebApplication app) => app.Find(Uri.UriSchemeHttps);

    private static string? Find(this WebApplication app, string scheme) =>
        app.Urls.FirstOrDefault(url => url.StartsWith($"{scheme}:", StringComparison.Ordinal));
}
