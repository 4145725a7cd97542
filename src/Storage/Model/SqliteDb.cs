using Microsoft.EntityFrameworkCore;

namespace Experiments.Storage.Model;

/// <summary>The model of an SQLite file.</summary>
internal sealed class SqliteDb(DbContextOptions<SqliteDb> options) : ExperimentsDb(options)
{
    internal override string ParameterPath(string parameter) => $"$.\"{parameter}\"";

    private protected override ColumnTypes Types => ColumnTypes.Sqlite;

    private protected override string ParametersSql =>
        """
        select t.id as trial_id, s.id as sweep, s.name, t.number as trial, t.objective, p.key as parameter,
               case when p.type in ('integer', 'real') then cast(p.value as real) end as number,
               case p.type when 'null' then null when 'text' then p.value else t.assignment -> p.fullkey end as text
        from sweeps s join trials t on t.sweep_key = s.key join json_each(t.assignment) p
        """;
}
