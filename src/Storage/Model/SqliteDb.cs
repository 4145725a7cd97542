using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Experiments.Storage.Model;

/// <summary>The model of an SQLite file.</summary>
internal sealed class SqliteDb(DbContextOptions<SqliteDb> options) : ExperimentsDb(options)
{
    // A name in a path is written as in JSON.
    internal override string ParameterPath(string parameter) => $"$.{JsonSerializer.Serialize(parameter)}";

    /// <summary>
    /// SQLite's function <c>json_extract</c> with two paths: the text of a JSON array. Only for use in queries.
    /// </summary>
    internal static string JsonExtract(string assignment, string first, string second) => throw OnlyInQueries();

    /// <summary>
    /// SQLite's function <c>json_type</c> of a parameter: <c>text</c>, <c>integer</c>, <c>real</c>, <c>true</c>,
    /// <c>false</c>, <c>array</c> or <c>null</c>. Null if the trial does not have the parameter. Only for use in
    /// queries.
    /// </summary>
    internal static string? JsonType(string assignment, string path) => throw OnlyInQueries();

    private protected override ColumnTypes Types => ColumnTypes.Sqlite;

    private protected override string ParametersSql =>
        """
        select t.id as trial_id, s.id as sweep, s.name, t.number as trial, t.objective, p.key as parameter,
               case when p.type in ('integer', 'real') then cast(p.value as real) end as number,
               case p.type when 'null' then null when 'text' then p.value else t.assignment -> p.fullkey end as text
        from sweeps s join trials t on t.sweep_key = s.key join json_each(t.assignment) p
        """;
}
