using Experiments.Deploy.Tests.Support;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Experiments.Deploy.Tests.Containers;

public sealed class ComposeTests
{
    private static readonly string Folder = Repository.PathOf("deploy", "compose");

    private readonly Dictionary<object, object> _services;

    public ComposeTests()
    {
        using var text = File.OpenText(Path.Combine(Folder, "compose.yaml"));
        var file = new DeserializerBuilder().Build()
            .Deserialize<Dictionary<string, object>>(new MergingParser(new Parser(text)));
        _services = (Dictionary<object, object>)file["services"];
    }

    [Fact]
    public void Services_OfCompose_AreTheWholeOfIt() =>
        _services.Keys.ShouldBe(
            ["postgres", "migrate", "silo-a", "silo-b", "prometheus", "grafana-role", "grafana"], ignoreOrder: true);

    [Fact]
    public void Mounts_OfCompose_AreOfFilesThatAreThere()
    {
        var mounted = _services.Values.SelectMany(service => List(service, "volumes"))
            .Select(mount => mount.Split(':')[0])
            .Where(source => source.StartsWith('.')).Distinct().ToList();

        mounted.Count.ShouldBe(6);
        mounted.ShouldAllBe(source => Path.Exists(Path.Combine(Folder, source)));
    }

    [Fact]
    public void Prometheus_OfCompose_ScrapesTheSilosThatRun()
    {
        var configuration = File.ReadAllText(Path.Combine(Folder, "prometheus.yml"));

        foreach (var silo in _services.Keys.Cast<string>().Where(name => name.StartsWith("silo-")))
            configuration.ShouldContain($"'{silo}:9464'");
        configuration.ShouldContain("rules/*.yml");
    }

    [Fact]
    public void Grafana_OfCompose_IsGivenEveryVariableOfItsDataSources()
    {
        var sources = File.ReadAllText(
            Repository.PathOf("deploy", "grafana", "provisioning", "datasources", "experiments.yml"));
        var given =
            ((Dictionary<object,
                object>)((Dictionary<object, object>)_services["grafana"])["environment"]).Keys.Cast<string>();
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
        var environment = (Dictionary<object, object>)((Dictionary<object, object>)_services["grafana"])["environment"];
        environment["EXPERIMENTS_POSTGRES_USER"].ShouldBe("grafana");
        ((string)environment["EXPERIMENTS_POSTGRES_PASSWORD"]).ShouldNotContain("POSTGRES_PASSWORD:-experiments");
        List(_services["grafana"], "entrypoint").Last().ShouldContain("/dev/urandom");
        if ((string)environment["GF_AUTH_ANONYMOUS_ENABLED"] == "true")
            List(_services["grafana"], "ports").ShouldAllBe(port => port.StartsWith("127.0.0.1:"));
    }

    [Fact]
    public void Ports_OfCompose_AreOfThisMachineOnly() =>
        _services.Values.SelectMany(service => List(service, "ports"))
            .ShouldAllBe(port => port.StartsWith("127.0.0.1:"));

    [Fact]
    public void Silos_OfCompose_ShareAFolderForCheckpointsThatTheImageLetsThemWrite()
    {
        foreach (var silo in _services.Where(service => ((string)service.Key).StartsWith("silo-"))
            .Select(service => service.Value))
        {
            var folder =
                (string)((Dictionary<object,
                    object>)((Dictionary<object, object>)silo)["environment"])["EXPERIMENTS_CHECKPOINTS"];
            List(silo, "volumes").ShouldContain($"checkpoints:{folder}");
            File.ReadAllText(Repository.PathOf("deploy", "docker", "Dockerfile"))
                .ShouldContain($"chown experiments /data {folder}");
            // PyTorch's data loaders need more than Docker's default of 64 MB.
            ((Dictionary<object, object>)silo)["shm_size"].ShouldBe("1gb");
        }
    }

    private static IEnumerable<string> List(object service, string key) =>
        ((Dictionary<object, object>)service).TryGetValue(key, out var list) ? ((List<object>)list).Cast<string>() : [];
}
