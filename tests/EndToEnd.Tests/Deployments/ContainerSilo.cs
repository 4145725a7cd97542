using System.Globalization;
using Experiments.Testing.Waits;

namespace Experiments.EndToEnd.Tests.Deployments;

/// <summary>A silo in a container.</summary>
internal sealed class ContainerSilo : IRunningSilo
{
    // Linux shows a set of capabilities as 64 bits.
    private const string NoCapability = "0000000000000000";

    private readonly ComposedContainers _containers;
    private readonly string _service;
    private readonly int _process;
    private readonly Dictionary<string, string> _volumes = [];

    private ContainerSilo(ComposedContainers containers, string service, int process) =>
        (_containers, _service, _process) = (containers, service, process);

    /// <inheritdoc/>
    public string Name => _service;

    /// <inheritdoc/>
    public long? ScratchBytes => null;

    /// <summary>Starts the silo of a service, and waits until it serves.</summary>
    /// <param name="containers">The other containers.</param>
    /// <param name="service">The service, which is also its node.</param>
    /// <param name="shared">A folder of this machine with the programs of trials.</param>
    /// <param name="image">Another image than the compose file's, or null.</param>
    public static async Task<ContainerSilo> StartAsync(
        ComposedContainers containers, string service, string shared, string? image = null)
    {
        await containers.StartAsync(service, image, shared);
        await Waiting.UntilAsync(
            async () => (await containers.LogAsync(service)).Contains("serving"), $"{service} to serve",
            seen: () => containers.LogAsync(service).GetAwaiter().GetResult());
        var silo = new ContainerSilo(containers, service, await containers.ProcessAsync(service));
        foreach (var (path, folder) in await containers.VolumesAsync(service)) silo._volumes[path] = folder;
        return silo;
    }

    /// <inheritdoc/>
    public string PathOf(string path)
    {
        var mount = _volumes.Keys.Single(mount => path == mount || path.StartsWith(mount + '/'));
        return _volumes[mount] + path[mount.Length..];
    }

    /// <inheritdoc/>
    public long PeakBytes() => ProcessTree.PeakBytesOfSilo(_process);

    /// <inheritdoc/>
    public async Task KillAsync()
    {
        Say($"killed {_service}: SIGKILL to process {_process} and all others of its container");
        await Podman.RunAsync("kill", "--signal", "KILL", _containers.NameOf(_service));
        await Waiting.UntilAsync(() => !ProcessLife.Lives($"{_process}"), $"{_service} to be gone");
    }

    /// <summary>
    /// Checks on the running processes, by what Linux says of them, that the container is confined, and prints it.
    /// </summary>
    public async Task ShouldBeConfinedAsync()
    {
        foreach (var process in ProcessTree.Of(_process))
        {
            var uid = ProcessTree.Status(process, "Uid");
            uid.ShouldBe("10001\t10001\t10001\t10001");
            foreach (var set in new[] { "CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb" })
                ProcessTree.Status(process, set).ShouldBe(NoCapability, set);
            ProcessTree.Status(process, "NoNewPrivs").ShouldBe("1");
            var limits = File.ReadAllLines($"/proc/{process}/limits");
            Say(
                $"{_service}: process {process} '{ProcessTree.Status(process, "Name")}' has uid 10001, no "
                + $"capabilities, NoNewPrivs 1, open files {Limit("Max open files")}, "
                + $"processes {Limit("Max processes")}");

            string Limit(string name) => limits.Single(line => line.StartsWith(name))[name.Length..]
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)[0];
        }

        foreach (var path in new[] { "/", "/app", "/etc", "/usr/local/bin" })
            (await _containers.ExecAsync(_service, "touch", $"{path.TrimEnd('/')}/written")).Errors.ShouldContain(
                "Read-only file system", customMessage: path);
        foreach (var path in _volumes.Keys)
            (await _containers.ExecAsync(_service, "test", "-w", path)).ShouldExitWith(0);
        Say(
            $"{_service}: root is read-only, {string.Join(", ", _volumes.Keys.Order())} can be written, image "
            + await _containers.InspectAsync(_service, "{{.ImageName}} {{.Image}}"));
    }

    private static void Say(string line) => TestContext.Current.TestOutputHelper?.WriteLine(
        DateTime.UtcNow.ToString("HH:mm:ss ", CultureInfo.InvariantCulture) + line);
}
