using System.Text.RegularExpressions;
using Experiments.Testing.Postgres;

namespace Experiments.EndToEnd.Tests.Python;

/// <summary>The tests of the Python package, which are in Python: <c>clients/python/tests</c>.</summary>
public sealed class PythonClientTests(SharedPostgres postgres)
{
    private static readonly string Package = Programs.FileOf("clients", "python");

    [Theory]
    [InlineData("test_program", 15)]
    [InlineData("test_connections", 5)]
    [InlineData("test_packing", 2)]
    [InlineData("test_wandb", 24)]
    public async Task Tests_WithoutASilo_Pass(string module, int fewest)
    {
        await using var machine = new Machine();

        await TestAsync(machine, module, fewest);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Tests_AgainstASilo_Pass(bool onPostgres)
    {
        await using var machine = new Machine(
            onPostgres ? await (await postgres.GetAsync()).CreateDatabaseAsync() : null);
        // The package asks the program of this build for the token.
        machine.Environment["EXPERIMENTS_SKIP_BUILD"] = "1";
        var served = await (await machine.ServeAsync("--cpus", "4")).WaitForAsync("serving");
        machine.Environment["EXPERIMENTS_URL"] = Regex.Match(served, @"http://[\d.:]+").Value;

        await TestAsync(machine, "test_silo", 10);
    }

    [Fact]
    public async Task Guide_OfThePackage_ShowsTheExample()
    {
        var cancel = TestContext.Current.CancellationToken;
        var example = await File.ReadAllLinesAsync(Programs.Example("tune.py"), cancel);

        (await File.ReadAllTextAsync(Programs.FileOf("docs", "python.md"), cancel))
            .ShouldContain($"```python\n{string.Join('\n', example[1..])}\n```");
    }

    private static async Task TestAsync(Machine machine, string module, int fewest)
    {
        machine.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        var run = await machine.StartShell($"cd '{Package}' && exec python3 -W error -m unittest -v tests.{module}")
            .WaitForExitAsync();

        run.ShouldExitWith(0);
        var passed = Regex.Count(run.Errors, @"\.\.\. ok$", RegexOptions.Multiline);
        passed.ShouldBeGreaterThanOrEqualTo(fewest, run.Errors);
    }
}
