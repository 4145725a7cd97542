using Experiments.Silo.Health;
using Experiments.Storage.Configuration;
using Experiments.Storage.Schema;
using Microsoft.Extensions.Diagnostics.HealthChecks;

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

    private static Task<HealthCheckResult> CheckAsync(StorageSchema schema) =>
        new DatabaseCheck(schema).CheckHealthAsync(new HealthCheckContext(), TestContext.Current.CancellationToken);
}
