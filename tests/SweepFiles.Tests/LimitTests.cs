using System.Text;

namespace Experiments.SweepFiles.Tests;

/// <summary>Checks that files made to be expensive to read are refused with a single error.</summary>
public class LimitTests
{
    [Fact]
    public void Parse_AliasesThatMultiply_IsRefused()
    {
        var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 20; i++)
            bomb.Append($"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 9))}]\n");
        Only(bomb.ToString()).ShouldStartWith("bomb.yaml:6:10: has more than 100,000 values, aliases included");
    }

    [Fact]
    public void Parse_MergesThatMultiply_IsRefused()
    {
        var bomb = new StringBuilder("a0: &a0 {k0: 1}\n");
        for (var i = 1; i < 40; i++) bomb.Append($"a{i}: &a{i} {{<<: [*a{i - 1}, *a{i - 1}], k{i}: 1}}\n");
        Only(bomb.ToString()).ShouldContain("aliases included");
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{a: ", "}")]
    public void Parse_DeepNesting_IsRefused(string open, string close) =>
        Only("a: " + Repeat(open, 100_000) + Repeat(close, 100_000))
            .ShouldContain("is nested more than 64 levels deep");

    [Fact]
    public void Parse_DeepBlockSequence_IsRefused() =>
        Only(Repeat("- ", 100_000)).ShouldContain("is nested more than 64 levels deep");

    [Fact]
    public void Parse_AliasesThatDeepen_IsRefused()
    {
        var deep = new StringBuilder("a0: &a0 [x]\n");
        for (var i = 1; i < 70; i++) deep.Append($"a{i}: &a{i} [*a{i - 1}]\n");
        Only(deep.ToString()).ShouldContain("is nested more than 64 levels deep");
    }

    [Fact]
    public void Parse_LargeFile_IsRefused() =>
        Only(new string('#', SweepFile.MaxBytes + 1)).ShouldStartWith("bomb.yaml: is larger than 4 MiB");

    [Fact]
    public void Parse_LargeBytes_IsRefused() =>
        SweepFile.Parse(new byte[SweepFile.MaxBytes + 1], "bomb.yaml").Errors.ShouldHaveSingleItem()
            .Message.ShouldStartWith("is larger");

    [Fact]
    public void Parse_ManyValues_IsRefused() =>
        Only(SweepTexts.Wait($"parameters: {{seconds: {{values: [{Repeat("1, ", 100_001)}]}}}}"))
            .ShouldContain("100,000 values");

    [Fact]
    public void Parse_ManyErrors_StopsAtAThousand()
    {
        var errors = SweepFile.Parse(SweepTexts.Wait(Lines(20_000, i => $"k{i}: 1")), "bomb.yaml").Errors;

        errors.Length.ShouldBe(1001);
        errors[0].ToString().ShouldBe("bomb.yaml: has more than 1000 errors; some of them are:");
    }

    [Fact]
    public void Parse_ManyParameters_IsRefused() =>
        SweepFile.Parse(SweepTexts.Program("parameters:\n" + Lines(2_000, i => $"  p{i}: {{value: 1}}")), "bomb.yaml")
            .Errors.ShouldContain(error => error.Message == "has more than 1000 parameters");

    [Fact]
    public void Parse_LongChainOfConditions_IsNoCycle()
    {
        var chain = "parameters:\n  p0: {value: 1}\n"
            + Lines(999, i => $"  p{i + 1}: {{value: 1, when: {{p{i}: 1}}}}");

        SweepFile.Parse(SweepTexts.Program(chain), "chain.yaml").Errors.ShouldBeEmpty();
    }

    [Fact]
    public void Parse_LongCycleOfConditions_IsCutInTheMessage()
    {
        var cycle = "parameters:\n" + Lines(500, i => $"  p{i}: {{value: 1, when: {{p{(i + 1) % 500}: 1}}}}");

        SweepFile.Parse(SweepTexts.Program(cycle), "cycle.yaml").Errors
            .ShouldContain(
                e => e.Message.EndsWith(
                    "p0 → p1 → p2 → p3 → p4 → p5 → p6 → p7 → p8 → p9 → …", StringComparison.Ordinal));
    }

    [Fact]
    public void Parse_GridOfEntangledConditions_IsRefused()
    {
        // Each value of a root enables a different subset of the eleven, so both roots must be enumerated together.
        string[] tied =
        [
            "optimizer: {value: sgd", "learning_rate: {value: 0.1", "momentum: {value: 0.9", "nesterov: {value: true",
            "weight_decay: {value: 0.1", "lr_schedule: {value: step", "loss: {value: mse", "activation: {value: tanh",
            "dropout: {value: 0.1", "hidden_units: {value: 64", "batch_norm: {value: true",
        ];
        string ValuesOf(int index) =>
            string.Join(", ", Enumerable.Range(0, 2_048).Where(value => (value >> index & 1) == 1));
        var file = "workload: mlp\ndataset: digits\nmethod: grid\nrun_cap: 5\nmetric: {name: val_loss}\nparameters:\n"
            + "  seed: {min: 0, max: 3000}\n  epochs: {min: 1, max: 3000}\n"
            + string.Join(
                '\n', tied.Select(
                    (text, i) => $"  {text}, when: {{seed: [{ValuesOf(i)}], epochs: [{ValuesOf(i)}]}}}}"));

        Only(file)
            .ShouldStartWith("bomb.yaml:3:9: the conditions tie too many parameters together to count the points");
    }

    private static string Only(string text) =>
        SweepFile.Parse(text, "bomb.yaml").Errors.ShouldHaveSingleItem().ToString();

    private static string Repeat(string text, int times) => new StringBuilder().Insert(0, text, times).ToString();

    private static string Lines(int count, Func<int, string> line) =>
        string.Join('\n', Enumerable.Range(0, count).Select(line));
}
