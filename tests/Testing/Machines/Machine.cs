using System.Data.Common;
using System.Diagnostics;
using Experiments.Testing.Waits;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Experiments.Testing.Machines;

/// <summary>
/// A user's machine with an empty home, the real programs, and a database, by default SQLite in the home.
/// </summary>
public sealed class Machine : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("experiments-e2e-");
    private readonly List<CliProcess> _started = [];
    private bool _ofNobody;

    /// <param name="database">The address of a PostgreSQL database, or null for SQLite.</param>
    public Machine(string? database = null)
    {
        Environment["EXPERIMENTS_HOME"] = Home;
        Environment["EXPERIMENTS_DATABASE"] = database;
        Environment["NO_COLOR"] = "1";
        Database = database;
    }

    /// <summary>
    /// Creates a machine for the user <c>nobody</c> on the same computer. The test is skipped if this process may not
    /// run programs as another user, or if that user may not run the programs.
    /// </summary>
    public static async Task<Machine> OfNobodyAsync(string? database = null)
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && System.Environment.IsPrivilegedProcess,
            "Only root may run programs as another user.");
        var machine = new Machine(database) { _ofNobody = true };
        machine.Environment["HOME"] = machine._folder.FullName;
        await using (var chown = new CliProcess(
            new ProcessStartInfo("chown", ["-R", "65534:65534", machine._folder.FullName])))
            (await chown.WaitForExitAsync()).ShouldExitWith(0);
        if ((await machine.StartShell($"test -x '{Programs.Experiments}'").WaitForExitAsync()).ExitCode != 0)
        {
            await machine.DisposeAsync();
            Assert.Skip("The user nobody may not enter the folder of this build.");
        }

        return machine;
    }

    /// <summary>The database that <see cref="QueryAsync"/> asks.</summary>
    public string? Database { get; set; }

    public string Home => Path.Combine(_folder.FullName, "home");

    public Dictionary<string, string?> Environment { get; } = [];

    /// <summary>Writes a sweep file and returns its path.</summary>
    public string Write(string name, string text)
    {
        var path = FileOf(name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Returns the path of a file or folder in the working folder.</summary>
    public string FileOf(string name) => Path.Combine(_folder.FullName, name);

    /// <summary>Starts <c>experiments</c> with these arguments.</summary>
    public CliProcess Start(params string[] arguments) => Start(new ProcessStartInfo(Programs.Experiments, arguments));

    /// <summary>Starts <c>experiments</c> with these arguments within a network namespace.</summary>
    public CliProcess StartWithin(string networkNamespace, params string[] arguments) =>
        Start(new ProcessStartInfo("ip", ["netns", "exec", networkNamespace, Programs.Experiments, .. arguments]));

    /// <summary>Starts a shell command, as a user would type it.</summary>
    public CliProcess StartShell(string line) => Start(new ProcessStartInfo("/bin/bash", ["-c", line]));

    /// <summary>Starts a program with variables of its own besides those of the machine.</summary>
    public CliProcess Start(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment) =>
        Start(new ProcessStartInfo(program, arguments), environment);

    /// <summary>Makes the working folder look like a built copy of the repository.</summary>
    public void LinkRepository()
    {
        foreach (var name in new[] { "experiments", "pack", "examples", "deploy", "clients" })
            File.CreateSymbolicLink(Path.Combine(_folder.FullName, name), Programs.FileOf(name));
        Environment["EXPERIMENTS_SKIP_BUILD"] = "1";
    }

    private CliProcess Start(ProcessStartInfo start, IReadOnlyDictionary<string, string>? more = null)
    {
        if (_ofNobody)
            start = new(
                "setpriv", ["--reuid=65534", "--regid=65534", "--clear-groups", start.FileName, .. start.ArgumentList]);
        start.WorkingDirectory = _folder.FullName;
        foreach (var (name, value) in Environment)
        {
            if (value is null) start.Environment.Remove(name);
            else start.Environment[name] = value;
        }

        foreach (var (name, value) in more ?? new Dictionary<string, string>()) start.Environment[name] = value;
        var process = new CliProcess(start);
        _started.Add(process);
        return process;
    }

    /// <summary>Runs <c>experiments</c> until it exits.</summary>
    public Task<CliResult> RunAsync(params string[] arguments) => Start(arguments).WaitForExitAsync();

    /// <summary>Starts <c>serve</c> on free ports and waits until it serves.</summary>
    public async Task<CliProcess> ServeAsync(params string[] more)
    {
        var silo = Start(["serve", "--silo-port", "0", "--gateway-port", "0", "--http-port", "0", .. more]);
        await silo.WaitForAsync("serving");
        return silo;
    }

    /// <summary>Returns the rows of a query, with the values of each joined by '|'.</summary>
    public async Task<IReadOnlyList<string>> QueryAsync(string sql)
    {
        await using DbConnection connection = Database is null
            ? new SqliteConnection($"Data Source={Path.Combine(Home, "experiments.db")};Pooling=false")
            : new NpgsqlConnection(Database + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Tests write their own queries.
        command.CommandText = sql;
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(
                string.Join(
                    '|', Enumerable.Range(0, reader.FieldCount).Select(i => Convert.ToString(reader.GetValue(i)))));
        return rows;
    }

    /// <summary>Waits until the tables exist.</summary>
    public async Task WaitForTablesAsync()
    {
        await Waiting.UntilAsync(
            () => File.Exists(Path.Combine(Home, "experiments.db")), "the database file of the machine");
        await WaitForAsync("select 1 from sqlite_master where name = 'silos'", rows => rows.Count > 0);
    }

    /// <summary>Repeats a query until its result meets a condition.</summary>
    public async Task<IReadOnlyList<string>> WaitForAsync(string sql, Func<IReadOnlyList<string>, bool> wanted)
    {
        IReadOnlyList<string> rows = [];
        await Waiting.UntilAsync(
            async () => wanted(rows = await QueryAsync(sql)), $"another answer to {sql}",
            seen: () => string.Join('\n', rows));
        return rows;
    }

    /// <summary>
    /// Returns the parameters and all metrics of a sweep's trials, except those that measure the machine, as rows.
    /// </summary>
    public async Task<IReadOnlyList<string>> NumbersAsync(string sweep) =>
    [
        .. await QueryAsync(
            "select t.number, t.status, t.assignment, t.objective from trials t join sweeps s on s.key = t.sweep_key "
            + $"where s.id = '{sweep}' or s.name = '{sweep}' order by s.key, t.number"),
        .. await QueryAsync(
            $"select trial, metric, step, value, kind from trial_curves where (sweep = '{sweep}' or name = '{sweep}') "
            + "and metric not in ('epoch_seconds', 'samples_per_second') order by sweep, trial, metric, step"),
    ];

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _started) await process.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
