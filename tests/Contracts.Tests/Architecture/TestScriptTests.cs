using System.Diagnostics;
using Experiments.Testing.Machines;
using Experiments.Testing.Waits;

namespace Experiments.Contracts.Tests.Architecture;

/// <summary>Runs <c>./test</c> with stand-ins for dotnet.</summary>
public sealed class TestScriptTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("experiments-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Test_LimitPasses_EndsEverythingAndSaysSo()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "timeout is of coreutils.");
        await using var test = Start(
            "[ $1 = restore ] || { echo $$; exec sleep 1000; }", "1s", "--project", "tests/Search.Tests");
        var process = (await test.WaitForAsync("\n")).Trim();

        var ended = (await test.WaitForExitAsync()).ShouldExitWith(124);

        ended.Errors.ShouldContain("not done after 1s");
        ended.Errors.ShouldContain("EXPERIMENTS_TEST_LIMIT");
        await Waiting.UntilAsync(() => !ProcessLife.Lives(process), "what ran under the script to die");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task Test_EndsInTime_EndsAsTheTestsDo(int code)
    {
        var dotnet = $"[ $1 != test ] || {{ echo \"<$*>\"; exit {code}; }}";
        await using var test = Start(dotnet, "10m", "--project", "tests/Search.Tests");

        var ended = (await test.WaitForExitAsync()).ShouldExitWith(code);

        ended.Output.ShouldBe(
            "<test -c Release --no-build --no-progress --output Normal --report-xunit-trx --results-directory "
            + $"{Programs.FileOf("artifacts", "logs", "tests")} --project tests/Search.Tests>\n");
        ended.Errors.ShouldBeEmpty();
    }

    /// <summary>The compiler is a package.</summary>
    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task Test_CompilerCanBeHadOrNot_BuildsWithItOrWithout(int restored, bool ahead)
    {
        var dotnet = $"[ $1 != restore ] || exit {restored}; [ $1 != build ] || echo \"<$*>\"";
        await using var test = Start(dotnet, "10m", "--project", "tests/Search.Tests");

        var ended = (await test.WaitForExitAsync()).ShouldExitWith(0);

        ended.Output.ShouldContain(ahead ? "-p:CompileAhead=true>" : "-p:CompileAhead=false>");
    }

    private CliProcess Start(string dotnet, string limit, params string[] arguments)
    {
        var program = Path.Combine(_folder.FullName, "dotnet");
        File.WriteAllText(program, $"#!/bin/sh\n{dotnet}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var start = new ProcessStartInfo(Programs.FileOf("test"), arguments);
        start.Environment["PATH"] = $"{_folder.FullName}:{start.Environment["PATH"]}";
        start.Environment["EXPERIMENTS_TEST_LIMIT"] = limit;
        // The tests themselves may run under the script.
        start.Environment.Remove("EXPERIMENTS_TEST_LIMITED");
        return new CliProcess(start);
    }
}
