using System.Data.Common;
using System.Text.RegularExpressions;
using Experiments.Deploy.Tests.Kubernetes;
using Experiments.Deploy.Tests.Support;

namespace Experiments.Deploy.Tests.Containers;

public sealed class ComposeTests
{
    private readonly Dictionary<object, object> _services = ComposeFile.Read().Services;

    [Fact]
    public void Services_OfCompose_AreTheWholeOfIt() =>
        _services.Keys.ShouldBe(
            ["postgres", "migrate", "silo-a", "silo-b", "prometheus", "grafana"], ignoreOrder: true);

    [Fact]
    public void Mounts_OfCompose_AreOfFilesThatAreThere()
    {
        var mounted = _services.Values.SelectMany(service => ComposeFile.List(service, "volumes"))
            .Select(mount => mount.Split(':')[0])
            .Where(source => source.StartsWith('.')).Distinct().ToList();

        mounted.Count.ShouldBe(5);
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
    /// Silos need not change tables, and every viewer of a dashboard may send the data source any query: only what
    /// migrates the tables is their owner.
    /// </summary>
    [Fact]
    public void Database_OfCompose_IsOpenedByLoginsWithoutMorePowerThanTheyNeed()
    {
        var owner = ComposeFile.Environment(_services["postgres"])["POSTGRES_USER"];
        UserOf("migrate").ShouldBe(owner);
        UserOf("silo-a").ShouldBe("silo");
        UserOf("silo-b").ShouldBe("silo");
        ComposeFile.Environment(_services["grafana"])["EXPERIMENTS_POSTGRES_USER"].ShouldBe("grafana");

        // Which the same passwords are given to as those who use them.
        var script = ComposeFile.List(_services["migrate"], "entrypoint").Last();
        script.ShouldContain(
            "EXPERIMENTS_LOGIN_PASSWORD=\"$SILO_DATABASE_PASSWORD\" experiments db login silo --role silo");
        script.ShouldContain(
            "EXPERIMENTS_LOGIN_PASSWORD=\"$GRAFANA_DATABASE_PASSWORD\" experiments db login grafana --role dashboards");
        ComposeFile.Environment(_services["silo-a"])["EXPERIMENTS_DATABASE"].ShouldEndWith(
            $"Password={ComposeFile.Environment(_services["migrate"])["SILO_DATABASE_PASSWORD"]}");
        ComposeFile.Environment(_services["grafana"])["EXPERIMENTS_POSTGRES_PASSWORD"].ShouldBe(
            ComposeFile.Environment(_services["migrate"])["GRAFANA_DATABASE_PASSWORD"]);

        string UserOf(string service) => new DbConnectionStringBuilder
        {
            ConnectionString = ComposeFile.Environment(_services[service])["EXPERIMENTS_DATABASE"],
        }["Username"].ToString()!;
    }

    [Fact]
    public void Grafana_OfCompose_LetsNobodyInWithoutAPassword() =>
        ComposeFile.Environment(_services["grafana"]).Where(variable => variable.Key.StartsWith("GF_AUTH_")
            || variable.Key.StartsWith("GF_SECURITY_")).ShouldBe(
            [new("GF_SECURITY_ADMIN_PASSWORD", ComposeFile.Given("GRAFANA_ADMIN_PASSWORD"))]);

    [Fact]
    public async Task Passwords_OfCompose_AreMadeOnceAndRandomForAllThatMustBeGiven()
    {
        var folder = Directory.CreateTempSubdirectory("experiments-compose-").FullName;
        try
        {
            var script = Path.Combine(folder, "passwords");
            File.Copy(Path.Combine(ComposeFile.Folder, "passwords"), script);
            await Tool.RunAsync(script, "dash", folder);
            var file = Path.Combine(folder, ".env");
            var first = await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken);
            await File.WriteAllLinesAsync(file, first.Skip(1), TestContext.Current.CancellationToken);
            await Tool.RunAsync(script, "dash", folder);
            var second = await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken);

            if (!OperatingSystem.IsWindows())
                File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            var must = Regex.Matches(
                File.ReadAllText(Path.Combine(ComposeFile.Folder, "compose.yaml")), @"\$\{(\w+):\?");
            first.Select(line => line.Split('=')[0]).ShouldBe(
                must.Select(match => match.Groups[1].Value).Distinct(), ignoreOrder: true);
            first.ShouldAllBe(line => line.Split('=', 2)[1].Length == 32);
            first.Select(line => line.Split('=')[1]).ShouldBeUnique();
            second[..^1].ShouldBe(first[1..]);
            second[^1].ShouldNotBe(first[0]);
            second[^1].Split('=')[0].ShouldBe(first[0].Split('=')[0]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
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
