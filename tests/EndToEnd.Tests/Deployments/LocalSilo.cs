using System.Runtime.Versioning;
using Experiments.EndToEnd.Tests.Harness;

namespace Experiments.EndToEnd.Tests.Deployments;

/// <summary>
/// A container of a silo as a process of this machine: with the container's command line and environment, in which the
/// paths of its volumes are those of folders here. A volume with a limit is a disk of that size, if this process may
/// mount one.
/// </summary>
internal sealed class LocalSilo : IRunningSilo, IDisposable
{
    private const int Kill = 9;

    private readonly DeployedSilo _silo;
    private readonly string _root;
    private readonly Dictionary<string, string> _volumes = [];
    private readonly SmallDisk? _scratch;

    /// <param name="machine">The machine with its folders.</param>
    /// <param name="database">The address with which it opens the database.</param>
    /// <param name="silo">The container.</param>
    /// <param name="address">The address that the container has.</param>
    [UnsupportedOSPlatform("windows")]
    public LocalSilo(Machine machine, string database, DeployedSilo silo, string address)
    {
        _silo = silo;
        _root = machine.FileOf(silo.Name);
        foreach (var mount in silo.Mounts)
        {
            if (mount is { Path: "/tmp", Limit: { } limit }) _scratch = SmallDisk.TryMount($"{limit}");
            _volumes[mount.Path] = mount switch
            {
                { Path: "/tmp" } when _scratch is not null => _scratch.Folder,
                { Volume: ['/', ..] } => mount.Volume,
                { IsShared: true } => machine.FileOf($"volume-{mount.Volume}"),
                _ => _root + mount.Path,
            };
            Directory.CreateDirectory(_volumes[mount.Path]);
        }

        foreach (var folder in new[] { "/tmp", "/bin", silo.Environment["HOME"] })
            Directory.CreateDirectory(PathOf(folder));
        // What the container's programs of these names do. Its ports are its own, and its name is the node's.
        Script("hostname", $"[ \"$*\" = -i ] && echo {address} || echo {silo.Name}");
        Script(
            "experiments",
            $"""
            case "$*" in *--node*) ;; *) set -- "$@" --node {silo.Name};; esac
            exec '{Programs.Experiments}' "$@" --silo-port 0 --gateway-port 0 --http-port 0
            """);
        var environment = silo.Environment.ToDictionary(
            variable => variable.Key,
            variable => variable.Value.StartsWith('/') ? PathOf(variable.Value) : variable.Value);
        environment["EXPERIMENTS_DATABASE"] = database;
        environment["TMPDIR"] = PathOf("/tmp");
        environment["PATH"] = $"{PathOf("/bin")}:{Environment.GetEnvironmentVariable("PATH")}";
        var program = Path.Combine(PathOf("/bin"), silo.Command[0]);
        Process = machine.Start(
            File.Exists(program) ? program : silo.Command[0], silo.Command.Skip(1), environment);
    }

    /// <inheritdoc/>
    public string Name => _silo.Name;

    public CliProcess Process { get; }

    /// <inheritdoc/>
    public long? ScratchBytes => _scratch?.UsedBytes;

    /// <inheritdoc/>
    public string PathOf(string path)
    {
        var mount = _volumes.Keys.Where(mount => path == mount || path.StartsWith(mount + '/')).MaxBy(at => at.Length);
        return mount is null ? _root + path : _volumes[mount] + path[mount.Length..];
    }

    /// <inheritdoc/>
    public Task KillAsync()
    {
        Process.Signal(Kill);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public long PeakBytes() => ProcessTree.PeakBytesOfSilo(Process.Id);

    public void Dispose() => _scratch?.Dispose();

    [UnsupportedOSPlatform("windows")]
    private void Script(string name, string text)
    {
        var path = Path.Combine(PathOf("/bin"), name);
        File.WriteAllText(path, $"#!/bin/sh\n{text}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
