using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json.Nodes;
using Experiments.Testing.Machines;
using Experiments.Testing.Postgres;
using Experiments.Testing.Waits;
using Npgsql;

namespace Experiments.Testing.Fixtures;

/// <summary>
/// Databases of a program of an earlier commit, with the output of its reading commands. See README.md.
/// </summary>
/// <param name="name">The name of a folder next to this file, which is that of the commit.</param>
public sealed class StoredFixture(string name)
{
    /// <summary>The names of all fixtures.</summary>
    public static IEnumerable<string> Names { get; } =
        [.. Directory.GetDirectories(Programs.FileOf("tests", "Testing", "Fixtures"))
            .Select(folder => Path.GetFileName(folder)!).Order()];

    /// <summary>Copies the SQLite database into a home.</summary>
    public void RestoreSqlite(string home)
    {
        Directory.CreateDirectory(home);
        using var packed = Open("sqlite.db.gz");
        using var file = File.Create(Path.Combine(home, "experiments.db"));
        packed.CopyTo(file);
    }

    /// <summary>Restores the PostgreSQL database as a new database of a server.</summary>
    /// <returns>The connection string.</returns>
    public async Task<string> RestorePostgresAsync(PostgresServer server)
    {
        var address = await server.CreateDatabaseAsync();
        var parts = new NpgsqlConnectionStringBuilder(address);
        var psql = Path.Combine(PostgresBinaries.Find()!, "psql");
        using var process = Process.Start(new ProcessStartInfo(
            psql, ["-q", "-X", "-v", "ON_ERROR_STOP=1", "-h", parts.Host!, "-p", $"{parts.Port}", "-U", parts.Username!,
                "-d", parts.Database!])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PGPASSWORD"] = parts.Password },
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await using (var packed = Open("postgres.sql.gz")) await packed.CopyToAsync(process.StandardInput.BaseStream);
        process.StandardInput.Close();
        await output.Within($"psql to restore fixture {name}");
        await process.ToExitAsync($"psql to end, which restores fixture {name}");
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"Fixture {name} cannot be restored: {await errors}");
        return address;
    }

    /// <summary>
    /// The output of the reading commands of the program that created the database: <c>ls</c>, and for each sweep by
    /// name <c>show</c>, <c>trials</c>, <c>best</c>, <c>curves</c> and the files of <c>export</c>.
    /// </summary>
    public JsonObject Answers(bool postgres)
    {
        using var packed = Open(postgres ? "postgres.json.gz" : "sqlite.json.gz");
        return JsonNode.Parse(packed)!.AsObject();
    }

    private GZipStream Open(string file) => new(
        File.OpenRead(Programs.FileOf("tests", "Testing", "Fixtures", name, file)), CompressionMode.Decompress);
}
