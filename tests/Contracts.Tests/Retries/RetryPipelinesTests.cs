using System.Reflection;
using Experiments.Contracts.Retries;
using Microsoft.Extensions.Time.Testing;
using Polly;

namespace Experiments.Contracts.Tests.Retries;

public sealed class RetryPipelinesTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly InstantTime _time = new();

    [Fact]
    public async Task UntilDatabaseAnswers_FailuresThatPass_DoubleTheJitteredPauseUpToTheLongest()
    {
        (await TriesAsync(Database(_time, longest: 300), failures: 7, () => new IOException())).ShouldBe(8);
        double[] whole = [50, 100, 200, 300, 300, 300, 300];
        _time.Milliseconds.Length.ShouldBe(whole.Length);
        foreach (var (pause, most) in _time.Milliseconds.Zip(whole)) pause.ShouldBeInRange(most / 2, most);
        _time.Milliseconds[3..].Distinct().Count().ShouldBe(4, "each has its own jitter");
    }

    [Fact]
    public async Task UntilDatabaseAnswers_SameSeed_HasTheSamePauses()
    {
        var again = new InstantTime();
        await TriesAsync(Database(_time), failures: 5, () => new IOException());
        await TriesAsync(Database(again), failures: 5, () => new IOException());
        again.Milliseconds.ShouldBe(_time.Milliseconds);
    }

    [Fact]
    public async Task UntilDatabaseAnswers_SecondWork_BeginsWithTheShortestPauseAgain()
    {
        var pipeline = Database(_time);
        await TriesAsync(pipeline, failures: 6, () => new IOException());
        await TriesAsync(pipeline, failures: 1, () => new IOException());
        _time.Milliseconds[6].ShouldBeInRange(25, 50);
    }

    [Fact]
    public async Task UntilDatabaseAnswers_ManyFailures_NeverGivesUp() =>
        (await TriesAsync(Database(_time), failures: 500, () => new IOException())).ShouldBe(501);

    [Fact]
    public async Task UntilDatabaseAnswers_EachFailure_IsToldWithWhatItWasOf()
    {
        var told = new List<string>();
        var pipeline = RetryPipelines.UntilDatabaseAnswers(
            _ => true, TimeSpan.FromSeconds(5), seed: 7,
            (what, fault, _) => told.Add($"{what}: {fault.Message}"), _time);
        var context = ResilienceContextPool.Shared.Get("metrics", TestContext.Current.CancellationToken);
        await pipeline.ExecuteAsync(_ => told.Count < 2 ? throw new IOException("away") : default, context);
        told.ShouldBe(["metrics: away", "metrics: away"]);
    }

    [Fact]
    public async Task UntilDatabaseAnswers_FailureThatDoesNotPass_IsThrownAtOnce()
    {
        await Should.ThrowAsync<InvalidDataException>(
            () => TriesAsync(Database(_time), failures: 1, () => new InvalidDataException()));
        _time.Milliseconds.ShouldBeEmpty();
    }

    [Fact]
    public async Task UntilDatabaseAnswers_CancelledBefore_TriesNothing()
    {
        var tries = 0;
        await Should.ThrowAsync<OperationCanceledException>(async () => await Database(_time).ExecuteAsync(
            _ =>
            {
                tries++;
                return default;
            },
            new CancellationToken(canceled: true)));
        tries.ShouldBe(0);
    }

    [Fact]
    public async Task UntilDatabaseAnswers_CancelledInThePause_Ends()
    {
        using var cancel = new CancellationTokenSource();
        var waiting = Database(new FakeTimeProvider())
            .ExecuteAsync(_ => throw new IOException(), cancel.Token).AsTask();
        waiting.IsCompleted.ShouldBeFalse();
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => waiting.WaitAsync(Limit));
    }

    [Fact]
    public async Task UntilDatabaseAnswers_FailsOnceItIsCancelled_ThrowsTheFailure()
    {
        using var cancel = new CancellationTokenSource();
        await Should.ThrowAsync<IOException>(async () => await Database(_time).ExecuteAsync(
            async _ =>
            {
                await cancel.CancelAsync();
                throw new IOException();
            },
            cancel.Token));
        _time.Milliseconds.ShouldBeEmpty();
    }

    [Fact]
    public async Task UntilSweepHears_AnyFailure_DoublesThePauseFrom100MillisecondsTo5Seconds()
    {
        var pipeline = RetryPipelines.UntilSweepHears(_ => { }, _time);
        await TriesAsync(pipeline, failures: 8, () => new InvalidDataException());
        _time.Milliseconds.ShouldBe([100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000]);
    }

    [Fact]
    public async Task UntilSweepHears_ManyFailures_NeverGivesUp() =>
        (await TriesAsync(
            RetryPipelines.UntilSweepHears(_ => { }, _time), failures: 500, () => new IOException())).ShouldBe(501);

    [Fact]
    public async Task WhileRejected_AlwaysRejected_GivesUpAfter20Tries()
    {
        await Should.ThrowAsync<OrleansMessageRejectionException>(
            () => TriesAsync(RetryPipelines.WhileRejected(_time), failures: 1_000, Rejection));
        _time.Milliseconds.ShouldBe(Enumerable.Repeat(500.0, 19));
    }

    [Fact]
    public async Task WhileRejected_AnotherFailure_IsThrownAtOnce()
    {
        await Should.ThrowAsync<TimeoutException>(
            () => TriesAsync(RetryPipelines.WhileRejected(_time), failures: 1, () => new TimeoutException()));
        _time.Milliseconds.ShouldBeEmpty();
    }

    private static ResiliencePipeline Database(TimeProvider time, int longest = 5_000) =>
        RetryPipelines.UntilDatabaseAnswers(
            fault => fault is IOException, TimeSpan.FromMilliseconds(longest), seed: 7, (_, _, _) => { }, time);

    /// <summary>
    /// Returns the number of tries of an operation that fails the given number of times and then succeeds.
    /// </summary>
    private static async Task<int> TriesAsync(ResiliencePipeline pipeline, int failures, Func<Exception> failure)
    {
        var tries = 0;
        await pipeline.ExecuteAsync(_ => ++tries <= failures ? throw failure() : default).AsTask().WaitAsync(Limit);
        return tries;
    }

    // Only Orleans can create this exception.
    private static Exception Rejection() => (Exception)Activator.CreateInstance(
        typeof(OrleansMessageRejectionException),
        BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public, null,
        ["rejected"], null)!;
}
