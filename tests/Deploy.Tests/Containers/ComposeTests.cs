using Experiments.Deploy.Tests.Kubernetes;
using Experiments.Deploy.Tests.Support;

namespace Experiments.Deploy.Tests.Containers;

public sealed class ComposeTests
{
    private readonly Dictionary<object, object> _services = ComposeFile.Read().Services;

    [Fact]
    public void Services_OfCompose_AreTheWholeOfIt() =>
        _services.Keys.ShouldBe(
            ["postgres", "migrate", "silo-a", "silo-b", "prometheus", "grafana-role", "grafana"], ignoreOrder: true);

    [Fact]
    public void Mounts_OfCompose_AreOfFilesThatAreThere()
    {
        var mounted = _services.Values.SelectMany(service => ComposeFile.List(service, "volumes"))
            .Select(mount => mount.Split(':')[0])
            .Where(source => source.StartsWith('.')).Distinct().ToList();

        mounted.Count.ShouldBe(6);
        mounted.ShouldAllBe(source => Path.Exists(Path.Combine(ComposeFile.Folder, source)));
    }

    [Fact]
    public void Prometheus_OfCompose_ScrapesTheSilosThatRun()
    {
        var configuration = File.ReadAllText(Path.Combine(ComposeFile.Folder, "prometheus.yml"));

        foreach (var silo in _services.Keys.Cast<string>().Where(name => name.StartsWith("silo-")))
            configuration.ShouldContain($"'{silo}:9464'");
        configuration.ShouldContain("rules/*.yml");
    }

    [Fact]
    public void Grafana_OfCompose_IsGivenEveryVariableOfItsDataSources()
    {
        var sources = File.ReadAllText(
            Repository.PathOf("deploy", "grafana", "provisioning", "datasources", "experiments.yml"));
        var given = ComposeFile.Environment(_services["grafana"]).Keys;
        var asked = sources.Split('\n').Where(line => line.Contains(": $"))
            .Select(line => line[(line.IndexOf('$') + 1)..].Trim()).ToList();

        asked.Count.ShouldBe(6);
        asked.ShouldBeSubsetOf(given);
    }

    /// <summary>
    /// Every viewer of a dashboard may send the data source any query, so its role must not be the owner of the tables.
    /// </summary>
    [Fact]
    public void Grafana_OfCompose_ReadsWithARoleOfItsOwnAndHasNoWellKnownAdministrator()
    {
        var environment = ComposeFile.Environment(_services["grafana"]);
        environment["EXPERIMENTS_POSTGRES_USER"].ShouldBe("grafana");
        environment["EXPERIMENTS_POSTGRES_PASSWORD"].ShouldNotBe(
            ComposeFile.Environment(_services["postgres"])["POSTGRES_PASSWORD"]);
        ComposeFile.List(_services["grafana"], "entrypoint").Last().ShouldContain("/dev/urandom");
        if (environment["GF_AUTH_ANONYMOUS_ENABLED"] == "true")
            ComposeFile.List(_services["grafana"], "ports").ShouldAllBe(port => port.StartsWith("127.0.0.1:"));
    }

    [Fact]
    public void Ports_OfCompose_AreOfThisMachineOnly() =>
        _services.Values.SelectMany(service => ComposeFile.List(service, "ports"))
            .ShouldAllBe(port => port.StartsWith("127.0.0.1:"));

    [Fact]
    public void Silos_OfCompose_ShareAFolderForCheckpointsThatTheImageLetsThemWrite()
    {
        foreach (var silo in _services.Where(service => ((string)service.Key).StartsWith("silo-"))
            .Select(service => service.Value))
        {
            var folder = ComposeFile.Environment(silo)["EXPERIMENTS_CHECKPOINTS"];
            ComposeFile.List(silo, "volumes").ShouldContain($"checkpoints:{folder}");
            File.ReadAllText(Repository.PathOf("deploy", "docker", "Dockerfile"))
                .ShouldContain($"chown experiments /data {folder}");
            // PyTorch's data loaders need more than Docker's default of 64 MB.
            ((Dictionary<object, object>)silo)["shm_size"].ShouldBe("1gb");
        }
    }

    [Fact]
    public async Task Silos_OfCompose_AreConfinedAsThoseOfKubernetes()
    {
        var security = (await Manifests.BuildAsync("overlays/cpu")).SiloContainer.SecurityContext;
        foreach (var name in new[] { "migrate", "silo-a", "silo-b" })
        {
            var keys = (Dictionary<object, object>)_services[name];
            keys["read_only"].ShouldBe(security.ReadOnlyRootFilesystem == true ? "true" : "false", name);
            ComposeFile.List(keys, "cap_drop").ShouldBe(security.Capabilities.Drop, name);
            ComposeFile.List(keys, "security_opt").ShouldBe(
                security.AllowPrivilegeEscalation == false ? ["no-new-privileges:true"] : [], name);
            // Each writes its temporary files and its home to volumes of its own.
            ComposeFile.List(keys, "volumes").ShouldContain("/tmp", name);
            ComposeFile.List(keys, "volumes").ShouldContain("/home/experiments", name);
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 1)]
    [InlineData(16, 8)]
    public async Task Silos_OfCompose_TogetherOfferTheCoresOfTheMachine(int cores, int offered)
    {
        foreach (var silo in _services.Where(service => ((string)service.Key).StartsWith("silo-"))
            .Select(service => service.Value))
        {
            var entrypoint = ComposeFile.List(silo, "entrypoint").ToList();
            // The shell is real; the programs that it calls print what they are given.
            var script = $"nproc() {{ echo {cores}; }}; hostname() {{ echo 10.0.0.1; }}; "
                + entrypoint[2].Replace("exec experiments", "echo experiments");

            (await Tool.RunAsync(entrypoint[0], "dash", Repository.Root, entrypoint[1], script)).TrimEnd().ShouldBe(
                $"experiments serve --listen 10.0.0.1 --cpus {offered}");
        }
    }
}
