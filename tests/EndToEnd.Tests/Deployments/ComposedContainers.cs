using System.Text.Json;
using Experiments.Deploy.Tests.Containers;
using Experiments.Testing.Waits;

namespace Experiments.EndToEnd.Tests.Deployments;

/// <summary>
/// The services of the compose file as containers in a network of their own. Whatever was started is removed at the
/// end, with its volumes.
/// </summary>
internal sealed class ComposedContainers : IAsyncDisposable
{
    private readonly string _project = $"experiments-test-{Environment.ProcessId}";
    private readonly List<string> _started = [];

    /// <summary>Creates the network.</summary>
    public static async Task<ComposedContainers> CreateAsync()
    {
        Podman.SkipUnlessBuilt();
        var containers = new ComposedContainers();
        await Podman.RunAsync("network", "create", containers._project);
        return containers;
    }

    /// <summary>Returns the name of the container of a service.</summary>
    public string NameOf(string service) => $"{_project}-{service}";

    /// <summary>Starts a service.</summary>
    /// <param name="service">The service.</param>
    /// <param name="image">An older image than that of the file, or null.</param>
    /// <param name="shared">A folder of this machine that the container can read under the same path, or null.</param>
    public async Task StartAsync(string service, string? image = null, string? shared = null)
    {
        _started.Add(service);
        await Podman.RunAsync(["run", "--detach", .. Arguments(service, image, shared)]);
    }

    /// <summary>Runs a service until it ends, and removes it.</summary>
    /// <param name="service">The service.</param>
    /// <param name="image">An older image than that of the file, or null.</param>
    /// <param name="command">Another command than that of the file, or nothing.</param>
    public async Task RunToEndAsync(string service, string? image = null, params string[] command)
    {
        _started.Add(service);
        await Podman.RunAsync(["run", .. Arguments(service, image, null, command)]);
        await Podman.RunAsync("rm", "--volumes", NameOf(service));
        _started.Remove(service);
    }

    /// <summary>Starts the database, and waits until it is healthy in the sense of the compose file.</summary>
    /// <returns>Its address for this machine.</returns>
    public async Task<string> StartDatabaseAsync()
    {
        await StartAsync("postgres");
        var test = new ComposeService("postgres", _project).HealthTest.ShouldNotBeNull();
        test[0].ShouldBe("CMD-SHELL");
        await Waiting.UntilAsync(
            async () => (await ExecAsync("postgres", "sh", "-c", test[1])).ExitCode == 0, "PostgreSQL to be healthy",
            seen: () => LogAsync("postgres").GetAwaiter().GetResult());
        await PinBridgeAsync();
        var variables = await EnvironmentAsync("postgres");
        return $"Host={await AddressOfAsync("postgres")};Database={variables["POSTGRES_DB"]};"
            + $"Username={variables["POSTGRES_USER"]};Password={variables["POSTGRES_PASSWORD"]};"
            // Large checkpoints keep the disk busy, and others this machine.
            + "Timeout=90";
    }

    /// <summary>Stops a container in the time that the compose file gives it, as upgrades do, and removes it.</summary>
    /// <returns>Its log.</returns>
    public async Task<string> StopAsync(string service)
    {
        await Podman.RunAsync("stop", NameOf(service));
        var log = await LogAsync(service);
        (await InspectAsync(service, "{{.State.ExitCode}}")).ShouldBe("0", log);
        await Podman.RunAsync("rm", "--volumes", NameOf(service));
        _started.Remove(service);
        return log;
    }

    /// <summary>Runs a command in a container.</summary>
    public Task<CliResult> ExecAsync(string service, params string[] command) =>
        Podman.TryAsync(["exec", NameOf(service), .. command]);

    /// <summary>Returns what a container wrote to its log.</summary>
    public async Task<string> LogAsync(string service)
    {
        var log = await Podman.TryAsync("logs", NameOf(service));
        return log.Output + log.Errors;
    }

    /// <summary>Returns a value of what Podman knows about a container.</summary>
    public Task<string> InspectAsync(string service, string format) =>
        Podman.RunAsync("inspect", "--format", format, NameOf(service));

    /// <summary>Returns the address of a container in the network.</summary>
    public Task<string> AddressOfAsync(string service) =>
        InspectAsync(service, "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}");

    /// <summary>Returns the first process of a container by its id on this machine.</summary>
    public async Task<int> ProcessAsync(string service) => int.Parse(await InspectAsync(service, "{{.State.Pid}}"));

    /// <summary>Returns the paths of the volumes of a container, with their folders on this machine.</summary>
    public async Task<IReadOnlyDictionary<string, string>> VolumesAsync(string service) =>
        JsonDocument.Parse(await InspectAsync(service, "{{json .Mounts}}")).RootElement.EnumerateArray()
            .Where(mount => mount.GetProperty("Type").GetString() == "volume")
            .ToDictionary(
                mount => mount.GetProperty("Destination").GetString()!,
                mount => mount.GetProperty("Source").GetString()!);

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _started)
            await Podman.TryAsync("rm", "--force", "--volumes", "--time", "0", NameOf(service));
        foreach (var volume in (await Podman.RunAsync("volume", "ls", "--quiet")).Split('\n')
            .Where(volume => volume.StartsWith(_project + "-")))
            await Podman.RunAsync("volume", "rm", volume);
        await Podman.RunAsync("network", "rm", _project);
    }

    /// <summary>
    /// Lets the network's bridge keep its hardware address, which is otherwise that of one of its containers, so that
    /// the others lose this machine for a while when that one goes.
    /// </summary>
    private async Task PinBridgeAsync()
    {
        var bridge = await Podman.RunAsync("network", "inspect", "--format", "{{.NetworkInterface}}", _project);
        var address = (await File.ReadAllTextAsync($"/sys/class/net/{bridge}/address")).Trim();
        await using var set = new CliProcess(new("ip", ["link", "set", "dev", bridge, "address", address]));
        (await set.WaitForExitAsync()).ShouldExitWith(0);
    }

    private async Task<Dictionary<string, string>> EnvironmentAsync(string service) =>
        JsonDocument.Parse(await InspectAsync(service, "{{json .Config.Env}}")).RootElement.EnumerateArray()
            .Select(variable => variable.GetString()!.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);

    private IReadOnlyList<string> Arguments(
        string service, string? image, string? shared, params string[] command) =>
        new ComposeService(service, _project).Arguments(
            image, command,
            [
                "--name", NameOf(service), "--network", _project, "--network-alias", service,
                .. shared is null ? [] : new[] { "--volume", $"{shared}:{shared}:ro" },
                .. image is null ? [] : AsOwner(),
            ]);

    // Older images have no logins of their own, and were given that of the tables' owner.
    private static string[] AsOwner()
    {
        const string variable = "EXPERIMENTS_DATABASE";
        var migrate = ComposeFile.Environment(ComposeFile.Read().Services["migrate"]);
        return ["--env", $"{variable}={migrate[variable]}"];
    }
}
