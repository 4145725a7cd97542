using Microsoft.EntityFrameworkCore;

namespace Experiments.Storage.Model;

/// <summary>The model of a PostgreSQL database.</summary>
internal sealed class PostgresDb(DbContextOptions<PostgresDb> options) : ExperimentsDb(options)
{
    internal override string ParameterPath(string parameter) => parameter;

    /// <summary>PostgreSQL's function <c>json_object_field</c>. Only for use in queries.</summary>
    internal static string? JsonField(string assignment, string name) => throw OnlyInQueries();

    /// <summary>PostgreSQL's function <c>json_build_array</c>. Only for use in queries.</summary>
    internal static string JsonArray(string? item) => throw OnlyInQueries();

    /// <summary>PostgreSQL's function <c>concat</c>: the value as text. Only for use in queries.</summary>
    internal static string Concat(string value) => throw OnlyInQueries();

    private protected override ColumnTypes Types => ColumnTypes.Postgres;

    private protected override string ParametersSql =>
        """
        select t.id as trial_id, s.id as sweep, s.name, t.number as trial, t.objective, p.key as parameter,
               case json_typeof(p.value) when 'number' then (p.value #>> '{{}}')::double precision end as number,
               p.value #>> '{{}}' as text
        from sweeps s join trials t on t.sweep_key = s.key cross join lateral json_each(t.assignment) p
        """;
}
