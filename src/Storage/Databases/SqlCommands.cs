using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace Experiments.Storage.Databases;

[SuppressMessage("Security", "CA2100", Justification = "Texts are constants of this assembly; values are parameters.")]
internal static class SqlCommands
{
    /// <summary>Creates a command with named parameters, which both databases write as <c>@name</c>.</summary>
    public static DbCommand Command(
        this DbConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        return command;
    }

    public static async Task<int> ExecuteAsync(
        this DbConnection connection, string sql, (string Name, object? Value)[] parameters, CancellationToken cancel)
    {
        await using var command = connection.Command(sql, parameters);
        return await command.ExecuteNonQueryAsync(cancel);
    }

    public static void Execute(this SqliteConnection connection, string sql)
    {
        using var command = connection.Command(sql);
        command.ExecuteNonQuery();
    }

    /// <summary>
    /// Whether queries hold their thread until the database answers: <c>Experiments.Storage.Blocking</c> in the
    /// configuration of the program. A program that asks a few questions and ends then starts sooner, since .NET
    /// compiles several methods at run time for each asynchronous method that has to wait. Default: no.
    /// </summary>
    public static bool IsBlocking { get; } =
        AppContext.TryGetSwitch("Experiments.Storage.Blocking", out var isBlocking) && isBlocking;

    /// <summary>Runs a query and returns one value per row.</summary>
    public static async Task<IReadOnlyList<T>> QueryAsync<T>(
        this DbConnection connection, string sql, (string Name, object? Value)[] parameters, Func<DbDataReader, T> read,
        CancellationToken cancel)
    {
        if (IsBlocking) return Query(connection, sql, parameters, read, cancel);
        await using var command = connection.Command(sql, parameters);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancel)) rows.Add(read(reader));
        return rows;
    }

    private static List<T> Query<T>(
        DbConnection connection, string sql, (string Name, object? Value)[] parameters, Func<DbDataReader, T> read,
        CancellationToken cancel)
    {
        using var command = connection.Command(sql, parameters);
        using var cancelling = cancel.UnsafeRegister(running => ((DbCommand)running!).Cancel(), command);
        try
        {
            using var reader = command.ExecuteReader();
            var rows = new List<T>();
            while (reader.Read()) rows.Add(read(reader));
            return rows;
        }
        catch (DbException) when (cancel.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancel);
        }
    }

    public static string? TextOrNull(this DbDataReader reader, int ordinal) =>
        reader.IsDBNull(ordinal) ? null : reader.GetString(ordinal);

    public static double? NumberOrNull(this DbDataReader reader, int ordinal) =>
        reader.IsDBNull(ordinal) ? null : reader.GetDouble(ordinal);

    public static DateTimeOffset? TimeOrNull(this DbDataReader reader, int ordinal) =>
        reader.IsDBNull(ordinal) ? null : reader.GetFieldValue<DateTimeOffset>(ordinal);
}
