using Experiments.Client.Exporting.TensorBoard;
using Experiments.Client.Exporting.TensorBoard.Wire;
using Experiments.Client.Tests.Support;
using Experiments.Search.States;

namespace Experiments.Client.Tests.Exporting;

public sealed class HParamsTests
{
    [Fact]
    public void Start_Parameters_AreThereInFull()
    {
        var values = HParams.Start(Trial(
            ("whole", new ParameterValue.Integer(64)), ("real", new ParameterValue.Number(1.0 / 3)),
            ("flag", new ParameterValue.Flag(true)), ("text", new ParameterValue.Text("a\tb")),
            ("list", new ParameterValue.List([new ParameterValue.Integer(64), new ParameterValue.Number(1.0 / 3)]))))
            .SessionStartInfo.Hparams;
        (values["whole"].NumberValue, values["real"].NumberValue).ShouldBe((64, 1.0 / 3));
        values["flag"].BoolValue.ShouldBeTrue();
        values["text"].StringValue.ShouldBe("a\tb");
        values["list"].StringValue.ShouldBe("[64, 0.3333333333333333]");
    }

    [Theory]
    [InlineData(TrialStatus.Running, nameof(SessionStatus.StatusRunning))]
    [InlineData(TrialStatus.Completed, nameof(SessionStatus.StatusSuccess))]
    [InlineData(TrialStatus.Pruned, nameof(SessionStatus.StatusSuccess))]
    [InlineData(TrialStatus.Failed, nameof(SessionStatus.StatusFailure))]
    public void End_Trial_IsAsItEnded(TrialStatus status, string expected) =>
        HParams.End(Sweeps.Trial(1, status)).SessionEndInfo.Status.ToString().ShouldBe(expected);

    [Fact]
    public void Experiment_ParametersOfSeveralKinds_HaveNoType()
    {
        var experiment = HParams.Experiment(
            Sweeps.Detail(),
            [
                Trial(("optimizer", new ParameterValue.Text("sgd")), ("epochs", new ParameterValue.Integer(3))),
                Trial(("optimizer", new ParameterValue.Integer(1)), ("epochs", new ParameterValue.Number(2.5))),
            ]).Experiment;
        experiment.HparamInfos.Select(info => (info.Name, info.Type)).ShouldBe(
            [
                ("optimizer", HParamType.DataTypeUnset), ("learning_rate", HParamType.DataTypeUnset),
                ("batch_size", HParamType.DataTypeUnset), ("epochs", HParamType.DataTypeFloat64),
            ],
            ignoreOrder: true);
        experiment.MetricInfos.ShouldHaveSingleItem().Name.Tag.ShouldBe("val_accuracy");
    }

    private static Storage.Queries.TrialSummary Trial(params (string Name, ParameterValue Value)[] values) =>
        Sweeps.Trial(1) with { Assignment = new(values.Select(pair => KeyValuePair.Create(pair.Name, pair.Value))) };
}
