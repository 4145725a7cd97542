using Experiments.Deploy.Tests.Support;

namespace Experiments.Deploy.Tests.Builds;

/// <summary>Runs <c>.ci/run</c> in a repository whose tests are a line of shell.</summary>
public sealed class ContinuousIntegrationTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("experiments-ci-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("echo '  succeeded: 3'", "echo covered 98 %", true)]
    [InlineData("echo '  succeeded: 3'", "exit 1", true)]
    [InlineData("echo '  failed: 1'; exit 2", "echo covered 98 %", false)]
    public async Task Run_LeavesTheCommitOnlyWhereAllPassed(string tests, string coverage, bool passes)
    {
        // Nothing is installed: the programs that the script looks for, and apt-get, are stand-ins that do nothing.
        var said = await BashAsync($$"""
            git init -q . && mkdir -p .ci bin artifacts tests && cp '{{Repository.PathOf(".ci", "run")}}' .ci/run
            printf '#!/bin/sh\n{{tests.Replace("'", "'\\''")}}\n' > test
            for name in apt-get promtool prometheus kubectl; do printf '#!/bin/sh\n' > bin/$name; done
            printf '#!/bin/sh\n{{coverage}}\n' > tests/coverage
            chmod +x test tests/coverage bin/*
            git add .ci test tests && git -c user.name=a -c user.email=a@b commit -q -m first
            echo of an earlier run > artifacts/ci-passed
            PATH="$PWD/bin:$PATH" .ci/run && echo GREEN
            echo "kept: $(cat artifacts/ci-passed 2>/dev/null), head: $(git rev-parse HEAD)"
            """);

        said.Contains("GREEN").ShouldBe(passes, said);
        said.Contains("covered").ShouldBe(passes && coverage.Contains("covered"), said);
        File.ReadAllText(Path.Combine(_folder.FullName, "artifacts", "logs", "test.log"))
            .ShouldContain(passes ? "succeeded: 3" : "failed: 1");
        var head = said.Trim()[^40..];
        said.ShouldContain(passes ? $"kept: {head}, head: {head}" : $"kept: , head: {head}");
    }

    private Task<string> BashAsync(string script) => Tool.RunAsync("bash", "bash", _folder.FullName, "-c", script);
}
