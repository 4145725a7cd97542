using Microsoft.EntityFrameworkCore;

namespace Experiments.Storage.Model;

/// <summary>The model of an SQLite file.</summary>
internal sealed class SqliteDb(DbContextOptions<SqliteDb> options) : ExperimentsDb(options)
{
    internal override string ParameterPath(string parameter) => $"$.\"{parameter}\"";

    private protected override ColumnTypes Types => ColumnTypes.Sqlite;
}
