using System.Net.Sockets;
using System.Text.Json;

namespace Experiments.ApiClient.Connecting;

/// <summary>Turns what is no success into the exceptions of this package.</summary>
/// <param name="url">The address of the server, for messages.</param>
internal sealed class Answers(Uri url) : DelegatingHandler
{
    // An answer of something else than the API, such as a proxy, may be large.
    private const int LongestProblem = 1 << 20;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        HttpResponseMessage answer;
        try
        {
            answer = await base.SendAsync(request, cancel);
        }
        catch (HttpRequestException fault)
        {
            throw Lost(fault);
        }

        if (answer.IsSuccessStatusCode) return answer;
        using (answer) throw await RefusalAsync(answer, cancel);
    }

    /// <summary>Returns the exception for a connection that failed or broke.</summary>
    public UnreachableException Lost(Exception fault)
    {
        for (var cause = fault; cause is not null; cause = cause.InnerException)
        {
            if (cause is CertificateRefusedException) return new(cause.Message, fault);
            if (cause is SocketException { SocketErrorCode: SocketError.ConnectionRefused })
                return new(
                    $"nothing answers at {Server}: use the address that 'experiments serve' prints, and check that the "
                    + "silo runs", fault);
        }

        return new($"there was no answer from {Server}: {fault.Message.TrimEnd('.')}", fault);
    }

    private string Server => url.GetLeftPart(UriPartial.Authority);

    private async Task<Exception> RefusalAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        try
        {
            if (answer.Content.Headers.ContentType?.MediaType == "application/problem+json")
            {
                await answer.Content.LoadIntoBufferAsync(LongestProblem, cancel);
                var text = await answer.Content.ReadAsStringAsync(cancel);
                if (JsonSerializer.Deserialize(text, ApiJson.Default.ProblemDetails) is { Detail: { } detail } problem)
                    return new ApiException(answer.StatusCode, detail, problem.Errors);
            }
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            return Lost(fault);
        }
        catch (JsonException)
        {
            // It is no problem of the API after all.
        }

        return new ApiException(
            answer.StatusCode,
            $"{Server} answered with the status {(int)answer.StatusCode} {answer.ReasonPhrase} and no reason: use the "
            + "address that 'experiments serve' prints");
    }
}
