using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using CsCheck;
using Experiments.Testing.Properties;

namespace Experiments.Search.Tests.Support;

public class PropertyTests
{
    private static readonly Gen<int> Numbers = Gen.Int[0, 1_000_000];

    [Fact]
    public void ForAll_PropertyFails_SaysHowToRunExactlyItAgain()
    {
        var failure = Should.Throw<PropertyFailedException>(
            () => Numbers.ForAll(number => (number % 1000).ShouldNotBe(7), iter: 100_000));

        var command = Regex.Match(
            failure.Command,
            "^CsCheck_Seed=(?<seed>\\S+) ./test --project tests/Search.Tests --filter-method "
            + "\"Experiments.Search.Tests.Support.PropertyTests.ForAll_PropertyFails_SaysHowToRunExactlyItAgain\"$");
        command.Success.ShouldBeTrue(failure.Command);
        failure.Message.ShouldEndWith(failure.Command);
        // The seed is that of the failing value, which comes first and fails at once.
        var again = Should.Throw<CsCheckException>(() =>
            Numbers.Sample(
                number => (number % 1000).ShouldNotBe(7), seed: command.Groups["seed"].Value, iter: 1, threads: 1));
        Numbers.Single(_ => true, command.Groups["seed"].Value)
            .ShouldSatisfyAllConditions(number => (number % 1000).ShouldBe(7));
        again.Message.ShouldContain(command.Groups["seed"].Value);
    }

    [Fact]
    public void ForAll_PropertyHolds_TriesSoManyValues()
    {
        var tried = 0;
        Numbers.ForAll(_ => Interlocked.Increment(ref tried), iter: 50);
        tried.ShouldBe(50);
    }

    [Fact]
    public void ForAll_PropertyIsFalse_Fails() =>
        Should.Throw<PropertyFailedException>(() => Numbers.ForAll(number => number < 0, iter: 1));

    /// <summary>CsCheck's own methods do not say how to rerun a failure.</summary>
    [Fact]
    public void ForAll_AllTestProjects_CheckTheirPropertiesWithIt()
    {
        var caller = ThisFile();
        var tests = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(caller)!, "..", ".."));
        string[] own = ["Property.cs", Path.GetFileName(caller)];
        var sources = Directory.GetFiles(tests, "*.cs", SearchOption.AllDirectories)
            .Where(file => !own.Contains(Path.GetFileName(file))).ToArray();
        sources.Length.ShouldBeGreaterThan(100);
        sources.Where(file => Regex.IsMatch(File.ReadAllText(file), @"\.(Sample\w*|SampleModelBased|SampleParallel)\("))
            .ShouldBeEmpty();
    }

    private static string ThisFile([CallerFilePath] string file = "") => file;

    [Fact]
    public void ForAll_SeveralValues_GetsEachInItsPlace() =>
        Gen.Select(Gen.Const(1), Gen.Const("b"), Gen.Const(3.0), Gen.Const('d'), Gen.Const(5L))
            .ForAll((a, b, c, d, e) =>
                (a, b, c, d, e).ShouldBe((1, "b", 3.0, 'd', 5L)), iter: 1);
}
