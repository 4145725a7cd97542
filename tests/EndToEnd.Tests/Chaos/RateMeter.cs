using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Experiments.EndToEnd.Tests.Chaos;

/// <summary>
/// Measures how many points of curves the database receives per second. It counts them four times a second.
/// </summary>
internal sealed class RateMeter : IAsyncDisposable
{
    /// <summary>The time over which a rate is averaged: 4 s. Reports reach the database in batches.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(4);

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(0.25);

    private readonly List<(TimeSpan At, long Points)> _samples = [];
    private readonly CancellationTokenSource _end = new();
    private readonly Stopwatch _since = Stopwatch.StartNew();
    private readonly Task _counting;

    /// <param name="database">Returns the connection string, each time anew.</param>
    public RateMeter(Func<string> database) => _counting = CountAsync(database);

    /// <summary>The time since the start of the measurement.</summary>
    public TimeSpan Now => _since.Elapsed;

    /// <summary>Returns the points per second between two times.</summary>
    public double Rate(TimeSpan from, TimeSpan to)
    {
        lock (_samples)
        {
            var within = _samples.Where(sample => sample.At >= from && sample.At <= to).ToArray();
            return within.Length < 2
                ? 0
                : (within[^1].Points - within[0].Points) / (within[^1].At - within[0].At).TotalSeconds;
        }
    }

    /// <summary>
    /// Returns the first time from which on the rate is reached in each <see cref="Window"/> that begins within
    /// <paramref name="hold"/>, or null if there is none yet. A fault is often felt only after some seconds.
    /// </summary>
    public TimeSpan? Reached(TimeSpan since, double rate, TimeSpan hold)
    {
        lock (_samples)
        {
            var from = since;
            foreach (var (at, _) in _samples.Where(sample => sample.At >= since))
            {
                if (at + Window > _samples[^1].At) return null;
                if (Rate(at, at + Window) < rate) from = at + Interval;
                else if (at >= from + hold) return from;
            }

            return null;
        }
    }

    /// <summary>Returns the points of each second, for a person.</summary>
    public string Describe(TimeSpan from, TimeSpan to) => string.Join(
        ' ',
        Enumerable.Range(0, (int)(to - from).TotalSeconds).Select(second => Rate(
            from + TimeSpan.FromSeconds(second), from + TimeSpan.FromSeconds(second + 1))
            .ToString("0", CultureInfo.InvariantCulture)));

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _counting;
        _end.Dispose();
    }

    private async Task CountAsync(Func<string> database)
    {
        using var timer = new PeriodicTimer(Interval);
        try
        {
            while (await timer.WaitForNextTickAsync(_end.Token)) await CountOnceAsync(database());
        }
        catch (OperationCanceledException)
        {
            // The end.
        }
    }

    private async Task CountOnceAsync(string database)
    {
        try
        {
            await using var connection = new NpgsqlConnection(database + ";Application Name=meter");
            await connection.OpenAsync(_end.Token);
            await using var command = new NpgsqlCommand("select count(*) from metrics", connection);
            var points = (long)(await command.ExecuteScalarAsync(_end.Token))!;
            lock (_samples) _samples.Add((Now, points));
        }
        catch (NpgsqlException)
        {
            // The database is away at the moment.
        }
    }
}
