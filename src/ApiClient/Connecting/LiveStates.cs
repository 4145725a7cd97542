using System.Net;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Experiments.ApiClient.Sweeps;

namespace Experiments.ApiClient.Connecting;

/// <summary>The states of a sweep as they come, over as many connections as that takes.</summary>
/// <param name="http">The client.</param>
/// <param name="answers">Explains connections that break.</param>
/// <param name="time">The clock.</param>
internal sealed class LiveStates(HttpClient http, Answers answers, TimeProvider time)
{
    // The server sends nothing while nothing changes, so silence is no fault; but a machine that is gone is silent too.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(0.2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <summary>Returns the present state, and then each that follows, until the sweep has ended.</summary>
    /// <param name="path">The path of the stream.</param>
    /// <param name="patience">How long nothing may answer before this gives up.</param>
    /// <param name="cancel">Ends it.</param>
    public async IAsyncEnumerable<SweepState> FollowAsync(
        string path, TimeSpan patience, [EnumeratorCancellation] CancellationToken cancel)
    {
        var (last, pause, since) = ((string?)null, FirstPause, time.GetTimestamp());
        while (true)
        {
            Exception? lost = null;
            await using var states = ConnectAsync(path, last, cancel).GetAsyncEnumerator(cancel);
            while (true)
            {
                SseItem<SweepState?> item;
                try
                {
                    if (!await states.MoveNextAsync()) break;
                    item = states.Current;
                }
                catch (Exception fault) when (IsPassing(fault, cancel))
                {
                    lost = fault;
                    break;
                }

                (pause, since) = (FirstPause, time.GetTimestamp());
                // There is nothing to come; or the new connection begins with the state that is known.
                if (item.Data is null) yield break;
                if (item.EventId == last && last is not null) continue;
                last = item.EventId;
                yield return item.Data;
                if (item.Data.Sweep.HasEnded) yield break;
            }

            // A silo that ends closes its streams; another one may answer.
            if (time.GetElapsedTime(since) > patience)
                throw lost as UnreachableException ?? answers.Lost(lost ?? new IOException("the stream has ended"));
            await Task.Delay(pause, time, cancel);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private static bool IsPassing(Exception fault, CancellationToken cancel) => fault switch
    {
        ApiException refused => refused.Status >= HttpStatusCode.InternalServerError,
        OperationCanceledException => !cancel.IsCancellationRequested,
        UnreachableException { InnerException: { } cause } => !IsCertificate(cause),
        UnreachableException or IOException or HttpRequestException or JsonException => true,
        _ => false,
    };

    private static bool IsCertificate(Exception fault)
    {
        for (var cause = fault; cause is not null; cause = cause.InnerException)
            if (cause is CertificateRefusedException) return true;
        return false;
    }

    /// <summary>Returns the states of one connection, or one that is null if there is nothing to come.</summary>
    private async IAsyncEnumerable<SseItem<SweepState?>> ConnectAsync(
        string path, string? last, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var timer = time.CreateTimer(_ => silence.Cancel(), null, Silence, Timeout.InfiniteTimeSpan);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.Add(new("text/event-stream"));
        if (last is not null) request.Headers.Add("Last-Event-ID", last);
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, silence.Token);
        if (answer.StatusCode == HttpStatusCode.NoContent)
        {
            yield return new SseItem<SweepState?>(null);
            yield break;
        }

        await using var content = await answer.Content.ReadAsStreamAsync(silence.Token);
        var parser = SseParser.Create<SweepState?>(
            content, (_, data) => JsonSerializer.Deserialize(data, ApiJson.Default.SweepState));
        await foreach (var item in parser.EnumerateAsync(silence.Token))
        {
            timer.Change(Silence, Timeout.InfiniteTimeSpan);
            yield return item;
        }
    }
}
