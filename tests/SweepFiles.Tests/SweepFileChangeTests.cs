using Experiments.Contracts.Sweeps;
using Experiments.Search.Spaces;
using Experiments.SweepFiles.Changing;

namespace Experiments.SweepFiles.Tests;

/// <summary>Tests of changes that are made in a sweep file before it is read.</summary>
public sealed class SweepFileChangeTests
{
    private const string File =
        """
        name: night
        workload: mlp
        dataset: digits
        method: random
        metric: {name: val_loss}
        run_cap: 8
        parameters:
          learning_rate: {distribution: log_uniform_values, min: 1e-4, max: 1e-1}
          hidden_units: {values: [32, 64]}
        early_terminate: {type: asha, max_t: 9}
        """;

    [Fact]
    public void Parse_ValuesAreChanged_ReadsThemInsteadOfThoseOfTheFile()
    {
        var spec = Read(
            ("run_cap", "20"), ("parameters.learning_rate.max", "0.5"), ("name", "day"),
            ("parameters.hidden_units", "{value: 8}"));

        ShouldBeSame(spec, Read(File
            .Replace("run_cap: 8", "run_cap: 20", StringComparison.Ordinal)
            .Replace("max: 1e-1", "max: 0.5", StringComparison.Ordinal)
            .Replace("name: night", "name: day", StringComparison.Ordinal)
            .Replace("{values: [32, 64]}", "{value: 8}", StringComparison.Ordinal)));
    }

    [Fact]
    public void Parse_KeysAreAdded_ReadsThemAsIfTheyWereInTheFile()
    {
        var spec = Read(("budget.time", "2h"), ("budget.device_hours", "3"), ("parameters.epochs.value", "4"));

        spec.Search.Budget.ShouldBe(new() { Seconds = 7200, DeviceHours = 3 });
        spec.Search.Space.Parameters.Single(parameter => parameter.Name == "epochs").Distribution
            .ShouldBe(new Distribution.Constant(new ParameterValue.Integer(4)));
    }

    [Fact]
    public void Parse_KeyIsLeftOut_ReadsTheRest()
    {
        var rest = File.Split('\n').Where(line =>
            !line.Contains("hidden_units", StringComparison.Ordinal)
            && !line.Contains("early", StringComparison.Ordinal));
        ShouldBeSame(
            Read(("early_terminate", null), ("parameters.hidden_units", null)), Read(string.Join('\n', rest)));
    }

    [Fact]
    public void Parse_NameWithDots_IsFoundAsAWhole()
    {
        var file = SweepTexts.Program("parameters:\n  model.lr: {min: 0.0, max: 1.0}\n");
        var spec = SweepFile.Parse(file, "f.yaml", [new("parameters.model.lr.max", "3.0")]).Spec!;
        spec.Search.Space.Parameters.Single().Distribution.ShouldBe(new Distribution.Uniform(0, 3, null));
    }

    [Theory]
    [InlineData("runcap", "4", "f.yaml: unknown key 'runcap'; did you mean 'run_cap'?")]
    [InlineData("run_cap", "many", "f.yaml: 'run_cap'")]
    [InlineData("run_cap", "[4", "f.yaml: '[4' cannot be the value of 'run_cap'")]
    [InlineData(
        "method.name", "tpe",
        "f.yaml: 'method.name' cannot be changed, because 'method' is 'random'; change 'method' as a whole")]
    [InlineData("budget", null, "f.yaml: 'budget' cannot be left out, because it is not there")]
    [InlineData("parameters.learning_rate.min", "2.0", "f.yaml")]
    public void Parse_ChangeIsWrong_SaysWhat(string key, string? value, string error) =>
        SweepFile.Parse(File, "f.yaml", [new(key, value)]).Errors.Select(each => each.ToString())
            .ShouldContain(text => text.StartsWith(error, StringComparison.Ordinal));

    [Fact]
    public void List_File_ReturnsEachValueWithItsKeys() =>
        SweepFileKeys.List(File + "\nenqueue:\n- {learning_rate: 0.1, hidden_units: 32}\n")
            .Select(pair => $"{pair.Key}={pair.Value}").ShouldBe(
        [
            "name=night", "workload=mlp", "dataset=digits", "method=random", "metric.name=val_loss", "run_cap=8",
            "parameters.learning_rate.distribution=log_uniform_values", "parameters.learning_rate.min=0.0001",
            "parameters.learning_rate.max=0.1", "parameters.hidden_units.values=[32, 64]", "early_terminate.type=asha",
            "early_terminate.max_t=9", "enqueue.0.learning_rate=0.1",
            "enqueue.0.hidden_units=32",
        ]);

    private static void ShouldBeSame(SweepSpec spec, SweepSpec expected) =>
        SweepSpecJson.Write(spec).ShouldBe(SweepSpecJson.Write(expected));

    private static SweepSpec Read(params (string Key, string? Value)[] changes) =>
        SweepFile.Parse(File, "f.yaml", changes.Select(change => new SweepFileChange(change.Key, change.Value))).Spec
            .ShouldNotBeNull();

    private static SweepSpec Read(string file) => SweepFile.Parse(file, "f.yaml").Spec.ShouldNotBeNull();
}
