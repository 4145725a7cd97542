using System.Text.RegularExpressions;
using Experiments.Deploy.Tests.Kubernetes;
using Experiments.Deploy.Tests.Support;

namespace Experiments.Deploy.Tests.Containers;

public sealed class ImageTests
{
    private readonly string[] _lines = File.ReadAllLines(Repository.PathOf("deploy", "docker", "Dockerfile"));

    private List<string> Last => [.. _lines[Array.FindLastIndex(_lines, line => line.StartsWith("FROM "))..]];

    [Fact]
    public void Image_OfDockerfile_IsMadeInStagesAndHasNoSdk()
    {
        _lines.Count(line => line.StartsWith("FROM ")).ShouldBeGreaterThan(1);
        Last[0].ShouldNotContain("sdk");
        Last.ShouldContain(line => line.StartsWith("COPY --from=build "));
    }

    [Fact]
    public void Copies_OfDockerfile_AreOfFilesThatAreThere()
    {
        var copied = _lines.Where(line => line.StartsWith("COPY ") && !line.Contains("--from"))
            .SelectMany(line => line.Split(' ')[1..^1]).Where(part => !part.StartsWith("--")).ToList();

        copied.Count.ShouldBeGreaterThan(4);
        foreach (var pattern in copied)
            Directory.GetFileSystemEntries(Repository.Root, pattern).ShouldNotBeEmpty(pattern);
    }

    [Fact]
    public void Publishes_OfDockerfile_AreOfProjectsThatAreThere()
    {
        var projects = Regex.Matches(string.Join('\n', _lines), @"dotnet publish (\S+)")
            .Select(match => match.Groups[1].Value).ToList();

        projects.ShouldBe(["src/Silo", "src/Client"]);
        projects.ShouldAllBe(project => Directory.Exists(Repository.PathOf(project)));
        _lines.ShouldContain("ARG TORCH_BACKEND=cpu");
    }

    [Fact]
    public async Task User_OfDockerfile_IsTheOneThatKubernetesRuns()
    {
        var user = Last.Last(line => line.StartsWith("USER "))["USER ".Length..];

        (await Manifests.BuildAsync("overlays/cpu")).SiloPod.SecurityContext.RunAsUser.ShouldBe(long.Parse(user));
        Last.ShouldContain(line => line.Contains($"useradd --uid {user} "));
        Last.ShouldContain(line => line.StartsWith("HEALTHCHECK "));
    }
}
