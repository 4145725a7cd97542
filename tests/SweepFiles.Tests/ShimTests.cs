using System.Text.Json.Nodes;
using Experiments.Contracts.Sweeps;

namespace Experiments.SweepFiles.Tests;

/// <summary>Which sweep files give their program a module of another tracker.</summary>
public class ShimTests
{
    private const string OfWandb = "program: train.py\nmethod: random\nmetric: {name: loss}\nrun_cap: 2\n";

    [Theory]
    [InlineData(OfWandb)]
    [InlineData("program: a.py\nmethod: bayes\nproject: p\nentity: e\nmetric: {name: loss}\nname: n\ndescription: d\n"
        + "parameters: {lr: {min: 0.0, max: 1.0}}\nearly_terminate: {type: hyperband, min_iter: 3}\n"
        + "command: [\"${env}\", python3, \"${program}\", \"${args}\"]\n")]
    [InlineData("program: a.py\nmethod: grid\nmetric: {name: loss}\nparameters: {lr: {values: [1, 2]}}\n")]
    public void Parse_FileThatWandbReads_FindsTheModuleWhereThePackageIsMissing(string text) =>
        ShimOf(text).ShouldBe(ProgramShim.WandbIfMissing);

    [Theory]
    [InlineData("seed: 1\n")]
    [InlineData("resources: {cpu: 2}\n")]
    [InlineData("shim: none\n")]
    public void Parse_FileWithAnyOtherKey_FindsNone(string more) =>
        ShimOf(OfWandb + more).ShouldBe(ProgramShim.None);

    [Theory]
    [InlineData("program: train.py\nmethod: tpe\nrun_cap: 2\nmetric: {name: loss}\n")]
    [InlineData("program: train.py\nrun_cap: 2\nmetric: {name: loss}\n")]
    [InlineData("command: [python3, train.py]\nmethod: random\nmetric: {name: loss}\n")]
    public void Parse_FileThatWandbDoesNotRead_FindsNone(string text) => ShimOf(text).ShouldBe(ProgramShim.None);

    [Theory]
    [InlineData("wandb", ProgramShim.Wandb)]
    [InlineData("wandb_if_missing", ProgramShim.WandbIfMissing)]
    [InlineData("mlflow", ProgramShim.Mlflow)]
    [InlineData("tensorboard", ProgramShim.Tensorboard)]
    public void Parse_Shim_IsWhatTheFileSays(string word, ProgramShim expected) =>
        ShimOf($"{OfWandb}seed: 1\nshim: {word}\n").ShouldBe(expected);

    [Theory]
    [InlineData(OfWandb + "shim: wanddb\n",
        "'shim' needs one of wandb, wandb_if_missing, mlflow, tensorboard, none, but got 'wanddb'")]
    [InlineData("workload: wait\nmethod: random\nmetric: {name: value}\nshim: wandb\n",
        "'shim' is for a 'program' or 'command'; leave it out")]
    public void Parse_WrongShim_SaysSo(string text, string message) =>
        SweepFile.Parse(text, "a.yaml").Errors.ShouldHaveSingleItem().Message.ShouldStartWith(message);

    [Fact]
    public void Write_SpecWithoutAShim_LeavesItOutAndReadsItAsNone()
    {
        var json = SweepSpecJson.Write(SweepFile.Parse(OfWandb + "seed: 1\n", "a.yaml").Spec!);
        var with = SweepSpecJson.Write(SweepFile.Parse(OfWandb, "a.yaml").Spec!);

        json.ShouldNotContain("\"shim\":");
        JsonNode.Parse(with)!["workload"]!["shim"]!.GetValue<string>().ShouldBe("wandb_if_missing");
        Of(SweepSpecJson.Read(json)).ShouldBe(ProgramShim.None);
        Of(SweepSpecJson.Read(with)).ShouldBe(ProgramShim.WandbIfMissing);
    }

    private static ProgramShim ShimOf(string text) => Of(SweepFile.Parse(text, "a.yaml").Spec!);

    private static ProgramShim Of(SweepSpec spec) => spec.Workload.ShouldBeOfType<WorkloadSpec.Program>().Shim;
}
