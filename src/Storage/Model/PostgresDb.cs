using Microsoft.EntityFrameworkCore;

namespace Experiments.Storage.Model;

/// <summary>The model of a PostgreSQL database.</summary>
internal sealed class PostgresDb(DbContextOptions<PostgresDb> options) : ExperimentsDb(options)
{
    internal override string ParameterPath(string parameter) => parameter;

    private protected override ColumnTypes Types => ColumnTypes.Postgres;
}
