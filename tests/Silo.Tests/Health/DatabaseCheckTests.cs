using Experiments.Silo.Health;
using Experiments.Storage.Configuration;
using Experiments.Storage.Schema;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Time.Testing;

namespace Experiments.Silo.Tests.Health;

public sealed class DatabaseCheckTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("experiments-health-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Check_DatabaseIsReady_IsHealthy()
    {
        await using var database = new DatabaseOptions($"Data Source={_folder}/test.db").Open();
        var schema = new StorageSchema(database);
        await schema.EnsureAsync(migrate: true, TestContext.Current.CancellationToken);

        (await CheckAsync(schema)).Status.ShouldBe(HealthStatus.Healthy);
    }

    [Fact]
    public async Task Check_FileIsGone_IsUnhealthyAndMakesNone()
    {
        await using var database = new DatabaseOptions($"Data Source={_folder}/none.db").Open();

        var result = await CheckAsync(new StorageSchema(database));

        result.Status.ShouldBe(HealthStatus.Unhealthy);
        result.Description.ShouldNotBeNull().ShouldContain("does not exist");
        Directory.EnumerateFileSystemEntries(_folder).ShouldBeEmpty();
    }

    [Fact]
    public async Task Check_DatabaseDoesNotAnswer_SaysSoWithinASecondAndAsksOnce()
    {
        var time = new FakeTimeProvider();
        var answers = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var questions = 0;
        var check = new DatabaseCheck(
            () =>
            {
                Interlocked.Increment(ref questions);
                return answers.Task;
            },
            time);

        var first = CheckAsync(check);
        var second = CheckAsync(check);
        time.Advance(TimeSpan.FromSeconds(1));

        foreach (var result in await Task.WhenAll(first, second))
        {
            result.Status.ShouldBe(HealthStatus.Unhealthy);
            result.Description.ShouldNotBeNull().ShouldStartWith("no answer for 1.0 s");
        }

        answers.SetResult();
        (await CheckAsync(check)).Status.ShouldBe(HealthStatus.Healthy);
        questions.ShouldBeInRange(1, 2);
    }

    [Fact]
    public void Text_OfAReport_NamesTheChecksThatFailed() =>
        HealthText.Of(new(
            new Dictionary<string, HealthReportEntry>
            {
                ["node"] = new(HealthStatus.Healthy, null, TimeSpan.Zero, null, null),
                ["database"] = new(HealthStatus.Unhealthy, "no answer for 0.8 s", TimeSpan.Zero, null, null),
            },
            TimeSpan.Zero)).ShouldBe("Unhealthy\ndatabase: no answer for 0.8 s");

    private static Task<HealthCheckResult> CheckAsync(StorageSchema schema) =>
        CheckAsync(new DatabaseCheck(() => schema.CheckAsync(), TimeProvider.System));

    private static Task<HealthCheckResult> CheckAsync(DatabaseCheck check) =>
        check.CheckHealthAsync(new HealthCheckContext(), TestContext.Current.CancellationToken);
}
