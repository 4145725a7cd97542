using Experiments.Storage.Databases;
using Experiments.Storage.Tests.Backends;

namespace Experiments.Storage.Tests.Clusters;

/// <summary>Calls the statements that Orleans reads from the database, with its parameters.</summary>
internal sealed class MembershipStatements(DatabaseHarness storage)
{
    public static DateTime Start { get; } = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    /// <summary>Creates the table of a cluster. Returns false if it exists.</summary>
    public Task<bool> CreateAsync(string cluster = "here") => AskAsync("InsertMembershipVersionKey", cluster);

    public Task<bool> InsertAsync(int port, int version, string cluster = "here", int status = 3) => AskAsync(
        "InsertMembershipKey", cluster,
        [
            .. Silo(port), ("SiloName", "silo"), ("HostName", "host"), ("Status", status), ("ProxyPort", port + 1000),
            ("StartTime", Start), ("IAmAliveTime", Start), ("Version", version),
        ]);

    public Task<bool> UpdateAsync(int port, int version, int status, string? suspects = null) => AskAsync(
        "UpdateMembershipKey", "here",
        [.. Silo(port), ("Status", status), ("SuspectTimes", suspects ?? ""), ("IAmAliveTime", Start),
            ("Version", version)]);

    public Task SayAliveAsync(int port, DateTime at) =>
        RunAsync("UpdateIAmAlivetimeKey", "here", [.. Silo(port), ("IAmAliveTime", at)]);

    public Task CleanUpAsync(DateTime before) =>
        RunAsync("CleanupDefunctSiloEntriesKey", "here", [("IAmAliveTime", before)]);

    public Task DeleteAsync(string cluster) => RunAsync("DeleteMembershipTableEntriesKey", cluster, []);

    /// <summary>Returns each row as <c>port/status/version</c>, or as <c>-/version</c> if it has no silo.</summary>
    public Task<IReadOnlyList<string>> ReadAsync(string cluster = "here") =>
        QueryAsync("MembershipReadAllKey", cluster, []);

    public Task<IReadOnlyList<string>> ReadAsync(int port) => QueryAsync("MembershipReadRowKey", "here", Silo(port));

    /// <summary>Returns the ports of the gateways.</summary>
    public async Task<IReadOnlyList<int>> GatewaysAsync()
    {
        var sql = await TextAsync("GatewaysQueryKey");
        return await storage.Database.ReadAsync(
            connection => connection.QueryAsync(
                sql, [("DeploymentId", "here"), ("Status", 3)], row => row.GetInt32(row.GetOrdinal("ProxyPort")),
                TestContext.Current.CancellationToken),
            TestContext.Current.CancellationToken);
    }

    private static (string, object?)[] Silo(int port) => [("Address", "127.0.0.1"), ("Port", port), ("Generation", 7)];

    private async Task<bool> AskAsync(string key, string cluster, params (string, object?)[] parameters) =>
        (await RunAsync(key, cluster, parameters, row => Convert.ToBoolean(row.GetValue(0)))).ShouldHaveSingleItem();

    private Task RunAsync(string key, string cluster, (string, object?)[] parameters) =>
        RunAsync(key, cluster, parameters, row => row.FieldCount);

    private Task<IReadOnlyList<string>> QueryAsync(string key, string cluster, (string, object?)[] parameters) =>
        RunAsync(key, cluster, parameters, row => row.IsDBNull(row.GetOrdinal("Port"))
            ? $"-/{row.GetValue(row.GetOrdinal("Version"))}"
            : string.Join(
                '/', new[] { "Port", "Status", "Version" }.Select(name => row.GetValue(row.GetOrdinal(name)))));

    // Outside any transaction, as Orleans does.
    private async Task<IReadOnlyList<T>> RunAsync<T>(
        string key, string cluster, (string, object?)[] parameters, Func<System.Data.Common.DbDataReader, T> read)
    {
        var sql = await TextAsync(key);
        var cancel = TestContext.Current.CancellationToken;
        return await storage.Database.ReadAsync(
            connection => connection.QueryAsync(sql, [("DeploymentId", cluster), .. parameters], read, cancel), cancel);
    }

    private async Task<string> TextAsync(string key) =>
        (await storage.QueryAsync(
            $"select QueryText from OrleansQuery where QueryKey = '{key}'", row => row.GetString(0)))
        .ShouldHaveSingleItem();
}
