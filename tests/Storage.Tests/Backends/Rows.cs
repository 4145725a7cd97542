using Experiments.Storage.Databases;

namespace Experiments.Storage.Tests.Backends;

/// <summary>Reads the rows of whole tables, so that a test also covers tables that are added later.</summary>
internal static class Rows
{
    /// <summary>Returns the names of all tables with their columns.</summary>
    public static async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> TablesAsync(DatabaseHarness storage)
    {
        var columns = await storage.QueryAsync(
            storage.Database is PostgresDatabase
                ? """
                  select c.table_name, c.column_name
                  from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
                  where t.table_type = 'BASE TABLE' and t.table_schema = 'public' order by 1, c.ordinal_position
                  """
                : """
                  select m.name, c.name from sqlite_master m join pragma_table_info(m.name) c
                  where m.type = 'table' and m.name not like 'sqlite_%' order by 1, c.cid
                  """,
            row => (Table: row.GetString(0), Column: row.GetString(1)));
        return columns.GroupBy(column => column.Table).ToDictionary(
            table => table.Key,
            IReadOnlyList<string> (table) => [.. table.Select(column => column.Column)]);
    }

    /// <summary>Returns how many rows of each table belong to a sweep.</summary>
    public static async Task<IReadOnlyDictionary<string, long>> OfSweepAsync(DatabaseHarness storage, int sweepKey)
    {
        var counts = new Dictionary<string, long>();
        foreach (var (table, columns) in await TablesAsync(storage))
        {
            var condition = columns switch
            {
                _ when columns.Contains("sweep_key") => $"sweep_key = {sweepKey}",
                _ when columns.Contains("trial_id") => $"trial_id >> 32 = {sweepKey}",
                _ when table == "sweeps" => $"key = {sweepKey}",
                _ => null,
            };
            if (condition is null) continue;
            counts[table] = (await storage.QueryAsync(
                $"select count(*) from {table} where {condition}", row => row.GetInt64(0))).Single();
        }

        return counts;
    }

    /// <summary>Returns all rows of a table as text, sorted.</summary>
    public static async Task<IReadOnlyList<string>> AllAsync(DatabaseHarness storage, string table) =>
    [
        .. (await storage.QueryAsync(
            $"select * from {table}",
            row => string.Join('|', Enumerable.Range(0, row.FieldCount)
                .OrderBy(row.GetName, StringComparer.Ordinal)
                .Select(ordinal => row.GetValue(ordinal) switch
                {
                    byte[] bytes => Convert.ToHexString(bytes),
                    Array array => string.Join(',', array.Cast<object>()),
                    var value => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture),
                }))))
        .Order(StringComparer.Ordinal),
    ];
}
