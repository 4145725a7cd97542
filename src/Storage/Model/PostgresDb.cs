using Microsoft.EntityFrameworkCore;

namespace Experiments.Storage.Model;

/// <summary>The model of a PostgreSQL database.</summary>
internal sealed class PostgresDb(DbContextOptions<PostgresDb> options) : ExperimentsDb(options)
{
    internal override string ParameterPath(string parameter) => parameter;

    /// <summary>
    /// The JSON text of a parameter in <see cref="Trial.ParameterValues"/>, or <c>null</c> as text if the trial does
    /// not have the parameter. Only for use in queries.
    /// </summary>
    internal static string ParameterText(string parameters, string name) => throw OnlyInQueries();

    private protected override ColumnTypes Types => ColumnTypes.Postgres;

    private protected override string ParametersSql =>
        """
        select t.id as trial_id, s.id as sweep, s.name, t.number as trial, t.objective, p.key as parameter,
               case json_typeof(p.value) when 'number' then (p.value #>> '{{}}')::double precision end as number,
               p.value #>> '{{}}' as text
        from sweeps s join trials t on t.sweep_key = s.key cross join lateral json_each(t.assignment) p
        """;
}
