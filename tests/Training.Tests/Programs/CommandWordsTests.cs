using Experiments.Contracts.Faults;
using Experiments.Training.Programs.Commands;
using Experiments.Training.Tests.Support;

namespace Experiments.Training.Tests.Programs;

public class CommandWordsTests
{
    private static readonly CommandWords Words = new(
        "train.py",
        Trials.Parameters(
            ("lr", 1e-5), ("epochs", 27), ("name", "it's"), ("bn", true), ("amp", false), ("units", new[] { 128, 64 }), ("head.width", 8)),
        "/scratch/p.json", name => name == "HOME" ? "/home/me" : null, "python3");

    [Theory]
    [InlineData("${env}", "/usr/bin/env")]
    [InlineData("${interpreter}", "python3")]
    [InlineData("${program}", "train.py")]
    [InlineData("${args_json_file}", "/scratch/p.json")]
    [InlineData("--config=${args_json_file}", "--config=/scratch/p.json")]
    [InlineData("${envvar:HOME}", "/home/me")]
    [InlineData("${envvar:HOME}/data", "/home/me/data")]
    [InlineData("-u", "-u")]
    public void Expand_MacroOfOneWord_IsReplaced(string word, string expected) => Words.Expand([word]).ShouldBe([expected]);

    [Fact]
    public void Expand_Args_AreWrittenAsPythonWritesThem() =>
        Words.Expand(["${args}"]).ShouldBe(
            ["--lr=1e-05", "--epochs=27", "--name=it's", "--bn=True", "--amp=False", "--units=[128, 64]", "--head.width=8"]);

    [Fact]
    public void Expand_ArgsNoHyphens_HaveNone() =>
        Words.Expand(["${args_no_hyphens}"]).Take(2).ShouldBe(["lr=1e-05", "epochs=27"]);

    [Fact]
    public void Expand_ArgsNoBooleanFlags_AreFlagsThatAreThereOrNot() =>
        Words.Expand(["${args_no_boolean_flags}"]).Skip(2).Take(3).ShouldBe(["--name=it's", "--bn", "--units=[128, 64]"]);

    [Fact]
    public void Expand_ArgsJson_IsOneWordWithNestedParametersNested() =>
        Words.Expand(["${args_json}"]).ShouldHaveSingleItem().ShouldBe(
            """{"lr":1E-05,"epochs":27,"name":"it\u0027s","bn":true,"amp":false,"units":[128,64],"head":{"width":8}}""");

    [Fact]
    public void Expand_ArgsInsideAWord_AreQuotedForAShell() =>
        Words.Expand(["exec train ${args_no_hyphens}"]).ShouldBe(
            [@"exec train lr=1e-05 epochs=27 'name=it'\''s' bn=True amp=False 'units=[128, 64]' head.width=8"]);

    [Fact]
    public void Expand_VariableThatIsNotSet_SaysSo() =>
        Should.Throw<UserErrorException>(() => Words.Expand(["${envvar:API_KEY}"])).Message.ShouldContain("has no variable API_KEY");

    [Theory, InlineData("EXPERIMENTS_DATABASE"), InlineData("PGPASSWORD"), InlineData("DATABASE_URL"), InlineData("EXPERIMENTS_ANY_SECRET")]
    public void Expand_SecretOfTheNode_IsRefusedEvenWhereItIsSet(string name)
    {
        var words = new CommandWords(null, Trials.Parameters(), "", _ => "hush", "python");
        foreach (var fault in new[]
        {
            Should.Throw<UserErrorException>(() => words.Expand([$"--db=${{envvar:{name}}}"])),
            Should.Throw<UserErrorException>(() => words.ExpandValue($"${{envvar:{name}}}")),
        })
        {
            fault.Message.ShouldContain("is a secret of the node");
            fault.Message.ShouldNotContain("hush");
        }
    }

    /// <summary>No shell reads the value of a variable, so that quotes for one would become a part of it.</summary>
    [Theory]
    [InlineData("${envvar:TOKEN}", "a 'b' $c")]
    [InlineData("Bearer ${envvar:TOKEN}", "Bearer a 'b' $c")]
    public void ExpandValue_VariableWithSpecialCharacters_IsAsItIs(string text, string expected) =>
        new CommandWords(null, Trials.Parameters(), "", _ => "a 'b' $c", "python").ExpandValue(text).ShouldBe(expected);

    [Fact]
    public void ToJson_GroupAndParameterOfOneName_KeepsBoth() =>
        ValueText.ToJson(Trials.Parameters(("a", 1), ("a.b", 2))).ShouldBe("""{"a":1,"a.b":2}""");
}
