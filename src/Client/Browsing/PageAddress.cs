using System.Net.Http.Headers;
using System.Net.Http.Json;
using Experiments.Client.Connecting;

namespace Experiments.Client.Browsing;

/// <summary>Creates addresses of the page that a silo serves.</summary>
internal static class PageAddress
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Returns the address of a sweep, which lets one browser in, once; null if the silo does not give one.
    /// </summary>
    /// <param name="http">The URL of the silo.</param>
    /// <param name="sweep">The id of the sweep.</param>
    /// <param name="database">The database of the silo.</param>
    /// <param name="cancel">Cancels the request.</param>
    public static async Task<string?> CreateAsync(
        string http, string sweep, SweepDatabase database, CancellationToken cancel)
    {
        // No program in between may see the token.
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = Patience };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer", (await database.Secrets.ReadAsync(cancel)).CreateApiToken());
        try
        {
            using var answer = await client.PostAsync($"{http}/page/ticket", null, cancel);
            answer.EnsureSuccessStatusCode();
            var ticket = await answer.Content.ReadFromJsonAsync<Ticket>(cancel);
            return $"{http}/sweeps/{sweep}#ticket={ticket!.Value}";
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
        {
            cancel.ThrowIfCancellationRequested();
            return null;
        }
    }

    private sealed record Ticket(string Value);
}
