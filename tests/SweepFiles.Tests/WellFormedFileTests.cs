using System.Text.Json;
using Experiments.Contracts.Sweeps;
using Experiments.Search.Deciding;
using Experiments.Search.Events;
using Experiments.Search.Specs;

namespace Experiments.SweepFiles.Tests;

public class WellFormedFileTests
{
    public static TheoryData<string> Files =>
    [
        .. Directory.GetFiles(SweepTexts.Folder("wellformed"))
            .Where(file => !file.EndsWith(".spec", StringComparison.Ordinal))
            .Concat(Directory.GetFiles(SweepTexts.Examples)).Order(),
    ];

    [Theory, MemberData(nameof(Files))]
    public void Read_WellFormedFile_GivesASpecThatSurvivesJson(string file)
    {
        var result = SweepFile.Read(file);

        result.Errors.ShouldBeEmpty();
        var json = SweepSpecJson.Write(result.Spec!);
        SweepSpecJson.Write(SweepSpecJson.Read(json)).ShouldBe(json);
        // The generated code and what is found out at run time write the same.
        JsonSerializer.Serialize(result.Spec, SearchJson.Options).ShouldBe(json);
    }

    [Theory]
    [InlineData("everything.yaml")]
    [InlineData("anchors.yaml")]
    [InlineData("style.json")]
    [InlineData("minimal.yaml")]
    [InlineData("program.yaml")]
    [InlineData("assembly.yaml")]
    [InlineData("metrics.yaml")]
    [InlineData("outside.yaml")]
    public void Read_WellFormedFile_GivesTheStoredSpec(string name)
    {
        var file = Path.Combine(SweepTexts.Folder("wellformed"), name);

        var json = SweepSpecJson.Write(SweepFile.Read(file).Spec!);

        using var document = JsonDocument.Parse(json);
        var shown = JsonSerializer.Serialize(document, new JsonSerializerOptions { WriteIndented = true });
        shown.ShouldBe(File.ReadAllText(Path.ChangeExtension(file, ".spec")).TrimEnd());
    }

    [Fact]
    public void Read_SpecWithoutAVersion_IsOfTheFirst()
    {
        var json = SweepSpecJson.Write(SweepFile.Parse(SweepTexts.Wait(), "a.yaml").Spec!);
        json.ShouldContain($"\"version\":{AlgorithmVersions.Newest},");

        SweepSpecJson.Read(json.Replace($"\"version\":{AlgorithmVersions.Newest},", "", StringComparison.Ordinal))
            .Search.Version.ShouldBe(AlgorithmVersions.First);
    }

    /// <summary>A program that expects a whole number would refuse 32.0.</summary>
    [Theory]
    [InlineData("random")]
    [InlineData("sobol")]
    [InlineData("grid")]
    [InlineData("tpe")]
    [InlineData("gp")]
    [InlineData("cmaes")]
    public void Parse_MultiplesOfAWholeQ_AreWholeNumbersInEveryTrial(string method)
    {
        var spec = SweepFile.Parse(SweepTexts.Program(
            "run_cap: 40\nenqueue: [{batch_size: 48.0, layers: 2}, {batch_size: 64, layers: 3.0}]\nparameters:\n"
            + "  batch_size: {distribution: q_log_uniform_values, min: 32, max: 256, q: 8}\n"
            + "  layers: {distribution: q_uniform, min: 1, max: 4}\n")
            .Replace("method: random", $"method: {method}", StringComparison.Ordinal), "a.yaml").Spec!;
        // A spec that is stored and read again still gives whole numbers.
        var search = SweepSpecJson.Read(SweepSpecJson.Write(spec)).Search;

        var (state, _) = SearchCore.Apply(search, SearchCore.Begin(search), new SearchEvent.Prepared());
        for (var trial = 0; trial < 40; trial++)
        {
            (state, var actions) = SearchCore.Apply(search, state, new SearchEvent.SlotOffered("n"));
            var assignment = actions.OfType<SearchAction.BeginAttempt>().Single().Assignment;
            assignment.Select(pair => pair.Value).ShouldAllBe(value => value is ParameterValue.Integer);
            JsonSerializer.Serialize(assignment, SearchJson.Options).ShouldNotContain(".");
            (state, _) = SearchCore.Apply(
                search, state, new SearchEvent.AttemptEnded(trial, 1, new AttemptOutcome.Completed(trial % 7)));
        }
    }

    [Fact]
    public void Parse_ConditionOnAWholeMultiple_HoldsForTheWholeNumber()
    {
        static SweepFileResult Parse(string values) => SweepFile.Parse(SweepTexts.Program(
            "parameters:\n  layers: {distribution: q_uniform, min: 2, max: 6, q: 2}\n"
            + $"  width: {{values: [1], when: {{layers: {values}}}}}\n"), "a.yaml");

        Parse("[4, 6.0]").Spec!.Search.Space.Parameters[1].When.ShouldHaveSingleItem().Values
            .ShouldBe([new ParameterValue.Integer(4), new ParameterValue.Integer(6)]);
        Parse("5").Errors.ShouldHaveSingleItem().Message.ShouldContain("a multiple of 2 from 2 to 6");
    }

    /// <summary>Specs that were stored before whole multiples existed lack the property.</summary>
    [Fact]
    public void Read_StoredSpecWithoutWholeMultiples_HasRealOnes()
    {
        var text = SweepTexts.Program("parameters: {n: {distribution: q_uniform, min: 1, max: 4}}\n");
        var json = SweepSpecJson.Write(SweepFile.Parse(text, "a.yaml").Spec!);
        json.ShouldContain("\"is_whole\":true");

        var stored = json.Replace(",\"is_whole\":true", "", StringComparison.Ordinal)
            .Replace("\"is_whole\":true,", "", StringComparison.Ordinal);
        var space = SweepSpecJson.Read(stored).Search.Space;
        space.Parameters.ShouldHaveSingleItem().Distribution.IsWhole.ShouldBeFalse();
    }

    [Theory]
    [InlineData("hidden_units: {distribution: q_uniform, min: 32, max: 256, q: 32}")]
    [InlineData("dropout: {distribution: q_uniform, min: 0, max: 0.9, q: 1}")]
    [InlineData("weight_decay: {distribution: q_uniform, min: 0, max: 1}")]
    public void Parse_BuiltInWorkload_TakesWholeMultiplesForWholeAndForRealNumbers(string parameter) =>
        SweepFile.Parse(
                $"workload: mlp\ndataset: digits\nmethod: random\nmetric: {{name: val_loss}}\nparameters:\n  "
                + $"{parameter}\n", "a.yaml")
            .Errors.ShouldBeEmpty();

    [Fact]
    public void Read_SpecOfANewerVersion_IsRefused()
    {
        var json = SweepSpecJson.Write(SweepFile.Parse(SweepTexts.Wait(), "a.yaml").Spec!);

        Should.Throw<UserErrorException>(() => SweepSpecJson.Read(
                json.Replace(
                    $"\"version\":{AlgorithmVersions.Newest},", "\"version\":1000,", StringComparison.Ordinal)))
            .Message.ShouldContain("newer version of experiments");
    }

    [Fact]
    public void Read_Quickstart_IsAGridOfTwelve()
    {
        var search = SweepFile.Read(Path.Combine(SweepTexts.Examples, "quickstart.yaml")).Spec!.Search;

        search.Space.Parameters.Select(parameter => parameter.Distribution)
            .OfType<Search.Spaces.Distribution.Categorical>()
            .Aggregate(1, (points, choice) => points * choice.Values.Length).ShouldBe(12);
    }

    [Theory]
    [InlineData("bayes", SearchMethod.Gp)]
    [InlineData("gp", SearchMethod.Gp)]
    [InlineData("cmaes", SearchMethod.Cmaes)]
    [InlineData("nsga2", SearchMethod.Nsga2)]
    [InlineData("auto", SearchMethod.Auto)]
    public void Parse_Method_IsTheOneMeant(string word, SearchMethod method) =>
        SweepFile.Parse(
            SweepTexts.Wait().Replace("method: random", $"method: {word}", StringComparison.Ordinal), "a.yaml")
            .Spec!.Search.Method.ShouldBe(method);

    [Fact]
    public void Parse_WithoutMethod_IsAuto() =>
        SweepFile.Parse(SweepTexts.Wait().Replace("method: random\n", "", StringComparison.Ordinal), "a.yaml")
            .Spec!.Search.Method.ShouldBe(SearchMethod.Auto);

    [Theory]
    [InlineData("", "nights")]
    [InlineData("working_directory: ../src\n", "src")]
    [InlineData("working_directory: /srv\n", "/srv")]
    public void Parse_Program_RunsInTheFolderOfItsFileUnlessItNamesOne(string line, string directory)
    {
        var spec = SweepFile.Parse(SweepTexts.Program(line), "nights/sweep.yaml").Spec!;

        ((WorkloadSpec.Program)spec.Workload).Directory.ShouldBe(Path.GetFullPath(directory));
    }

    [Theory]
    [InlineData("90", 90)]
    [InlineData("0.5s", 0.5)]
    [InlineData("15m", 900)]
    [InlineData("2 h", 7_200)]
    [InlineData("1d", 86_400)]
    public void Parse_TimeLimit_IsATime(string written, double seconds)
    {
        var spec = SweepFile.Parse(SweepTexts.Program($"time_limit: {written}\n"), "sweep.yaml").Spec!;

        ((WorkloadSpec.Program)spec.Workload).TimeLimit.ShouldBe(TimeSpan.FromSeconds(seconds));
    }

    [Theory]
    [InlineData("1MB")]
    [InlineData("0GB")]
    [InlineData("-1GB")]
    [InlineData("8 GB!")]
    [InlineData("2PB")]
    public void Parse_MemoryOutOfRange_IsRefused(string written) =>
        SweepFile.Parse(SweepTexts.Program($"memory: {written}\n"), "sweep.yaml").Errors.ShouldHaveSingleItem()
            .Message.ShouldStartWith("'memory' needs a size such as");

    [Fact]
    public void Parse_NoName_TakesTheFileNameWithoutItsExtension() =>
        SweepFile.Parse(SweepTexts.Wait(), "dir/night.run.yaml").Spec!.Name.ShouldBe("night.run");

    [Fact]
    public void Parse_ByteOrderMark_IsNoPartOfTheFile() =>
        SweepFile.Parse([0xEF, 0xBB, 0xBF, .. System.Text.Encoding.UTF8.GetBytes(SweepTexts.Wait())], "a.yaml")
            .IsValid.ShouldBeTrue();
}
