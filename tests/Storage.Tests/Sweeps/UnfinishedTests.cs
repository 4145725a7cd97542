using System.Data.Common;
using Experiments.Storage.Databases;
using Experiments.Storage.Tests.Backends;

namespace Experiments.Storage.Tests.Sweeps;

public sealed class UnfinishedTests
{
    [Fact]
    public async Task Where_OnSqlite_IsThatOfThePartialIndex()
    {
        await using var storage = await DatabaseHarness.OpenSqliteAsync();
        var plan = await storage.QueryAsync(
            $"explain query plan select id from sweeps where cluster = 'c' and {Unfinished.Where} order by "
            + "key", Detail);
        plan.ShouldContain(
            step => step.Contains("using index", StringComparison.OrdinalIgnoreCase), string.Join('\n', plan));
    }

    [Fact]
    public void Where_Statuses_AreThoseThatAreNotFinal() =>
        Unfinished.Where.ShouldBe("status in ('preparing', 'running', 'stopping', 'cancelling')");

    private static string Detail(DbDataReader row) => row.GetString(3);
}
