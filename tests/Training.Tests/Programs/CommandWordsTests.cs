using Experiments.Training.Programs.Commands;
using Experiments.Training.Tests.Support;

namespace Experiments.Training.Tests.Programs;

public class CommandWordsTests
{
    private static readonly CommandWords Words = new(
        "train.py",
        Trials.Parameters(
            ("lr", 1e-5), ("epochs", 27), ("name", "it's"), ("bn", true), ("amp", false), ("units", new[] { 128, 64 }),
            ("head.width", 8)),
        "/scratch/p.json", name => name == "HOME" ? "/home/me" : name == "TOKEN" ? "s3cret!&x y" : null, "python3",
        name => $"the secret {name}");

    [Theory]
    [InlineData("${env}", "/usr/bin/env")]
    [InlineData("${interpreter}", "python3")]
    [InlineData("${program}", "train.py")]
    [InlineData("${args_json_file}", "/scratch/p.json")]
    [InlineData("--config=${args_json_file}", "--config=/scratch/p.json")]
    [InlineData("${envvar:HOME}", "/home/me")]
    [InlineData("${envvar:HOME}/data", "/home/me/data")]
    [InlineData("-u", "-u")]
    [InlineData("${lr}", "1e-05")]
    [InlineData("--head=${head.width}/${units}", "--head=8/[128, 64]")]
    [InlineData("--token=${envvar:TOKEN}", "--token=s3cret!&x y")]
    [InlineData("--name=${name}", "--name=it's")]
    public void Expand_MacroOfOneWord_IsReplaced(string word, string expected) =>
        Words.Expand([word]).ShouldBe([expected]);

    [Fact]
    public void Expand_Args_AreWrittenAsPythonWritesThem() =>
        Words.Expand(["${args}"]).ShouldBe(
            ["--lr=1e-05", "--epochs=27", "--name=it's", "--bn=True", "--amp=False", "--units=[128, 64]",
                "--head.width=8"]);

    [Fact]
    public void Expand_ArgsNoHyphens_HaveNone() =>
        Words.Expand(["${args_no_hyphens}"]).Take(2).ShouldBe(["lr=1e-05", "epochs=27"]);

    [Fact]
    public void Expand_ArgsNoBooleanFlags_AreFlagsThatAreThereOrNot() =>
        Words.Expand(["${args_no_boolean_flags}"]).Skip(2).Take(3)
            .ShouldBe(["--name=it's", "--bn", "--units=[128, 64]"]);

    [Fact]
    public void Expand_ArgsJson_IsOneWordWithNestedParametersNested() =>
        Words.Expand(["${args_json}"]).ShouldHaveSingleItem().ShouldBe(
            """{"lr":1E-05,"epochs":27,"name":"it\u0027s","bn":true,"amp":false,"units":[128,64],"head":{"width":8}}""");

    [Theory]
    [InlineData("bash", "-c")]
    [InlineData("/usr/bin/env", "A=b", "/bin/sh", "-euc")]
    [InlineData("docker", "run", "image", "zsh", "-o", "pipefail", "-lc")]
    public void Expand_ArgsInAShellsScript_AreQuotedForIt(params string[] shell) =>
        Words.Expand([.. shell, "exec train ${args_no_hyphens}"]).Last().ShouldBe(
            @"exec train lr=1e-05 epochs=27 'name=it'\''s' bn=True amp=False 'units=[128, 64]' head.width=8");

    [Theory]
    [InlineData("--overrides=${args_no_hyphens}")]
    [InlineData("python", "-c", "--overrides=${args_no_hyphens}")]
    [InlineData("bash", "run.sh", "--overrides=${args_no_hyphens}")]
    public void Expand_ArgsInAnyOtherWord_AreNotQuoted(params string[] words) =>
        Words.Expand(words).Last().ShouldBe(
            "--overrides=lr=1e-05 epochs=27 name=it's bn=True amp=False units=[128, 64] head.width=8");

    [Theory]
    [InlineData("${secret:wandb.key}", "the secret wandb.key")]
    [InlineData("Bearer ${secret:a}", "Bearer the secret a")]
    [InlineData("$${secret:a}", "${secret:a}")]
    [InlineData("${secret:../a}", "${secret:../a}")]
    [InlineData("${secret:.a}", "${secret:.a}")]
    [InlineData("${secret:}", "${secret:}")]
    public void ExpandVariable_Secret_IsReadByANameThatIsNoPath(string text, string expected) =>
        Words.ExpandVariable(text).ShouldBe(expected);

    [Fact]
    public void Expand_SecretInACommand_IsNotRead() =>
        Words.Expand(["--key=${secret:a}", "${secret:a}"]).ShouldBe(["--key=${secret:a}", "${secret:a}"]);

    [Fact]
    public void ExpandVariable_Variable_IsNotQuoted() =>
        Words.ExpandVariable("${envvar:TOKEN}").ShouldBe("s3cret!&x y");

    [Theory]
    [InlineData("${now:%Y}")]
    [InlineData("${i}")]
    [InlineData("${HOME:-x}")]
    [InlineData("x=${oc.env:USER}/$HOME")]
    [InlineData("${arg}")]
    [InlineData("${}")]
    public void Expand_WhatIsNoMacro_StaysAsItIs(string word)
    {
        Words.Expand([word]).ShouldBe([word]);
        Words.Expand(["bash", "-c", word]).Last().ShouldBe(word);
        Words.ExpandVariable(word).ShouldBe(word);
    }

    [Theory]
    [InlineData("$${args}", "${args}")]
    [InlineData("out/$${now:%Y}", "out/${now:%Y}")]
    [InlineData("$$${lr}", "$${lr}")]
    [InlineData("${X:-${lr}}", "${X:-1e-05}")]
    public void Expand_EscapedOrNested_ReplacesOnlyMacros(string word, string expected) =>
        Words.Expand([word]).ShouldBe([expected]);

    [Fact]
    public void Expand_ArgsNoEquals_AreTwoWordsEach() =>
        Words.Expand(["${args_no_equals}"]).Skip(2).Take(6)
            .ShouldBe(["--epochs", "27", "--name", "it's", "--bn", "True"]);

    [Fact]
    public void Expand_Null_IsPythonsNone()
    {
        var words = new CommandWords(
            null, new Assignment(
                [new("clip", new ParameterValue.Null()),
                    new("list", new ParameterValue.List([new ParameterValue.Null()]))]),
            "", _ => null, "python", _ => "");

        words.Expand(["${args}", "${args_no_boolean_flags}", "${args_json}"]).ShouldBe(
            ["--clip=None", "--list=[None]", "--clip=None", "--list=[None]", """{"clip":null,"list":[null]}"""]);
    }

    [Fact]
    public void Expand_VariableThatIsNotSet_SaysSo() =>
        Should.Throw<UserErrorException>(() => Words.Expand(["${envvar:API_KEY}"])).Message.ShouldContain(
            "has no variable API_KEY");

    [Theory, InlineData("EXPERIMENTS_DATABASE"), InlineData("PGPASSWORD"), InlineData("DATABASE_URL"), InlineData(
        "EXPERIMENTS_ANY_SECRET")]
    public void Expand_SecretOfTheNode_IsRefusedEvenWhereItIsSet(string name)
    {
        var words = new CommandWords(null, Trials.Parameters(), "", _ => "hush", "python", _ => "");
        foreach (var fault in new[]
        {
            Should.Throw<UserErrorException>(() => words.Expand([$"--db=${{envvar:{name}}}"])),
            Should.Throw<UserErrorException>(() => words.ExpandVariable($"${{envvar:{name}}}")),
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
    public void ExpandVariable_VariableWithSpecialCharacters_IsAsItIs(string text, string expected) =>
        new CommandWords(null, Trials.Parameters(), "", _ => "a 'b' $c", "python", _ => "")
            .ExpandVariable(text).ShouldBe(expected);

    [Fact]
    public void ToJson_GroupAndParameterOfOneName_KeepsBoth() =>
        ValueText.ToJson(Trials.Parameters(("a", 1), ("a.b", 2))).ShouldBe("""{"a":1,"a.b":2}""");
}
