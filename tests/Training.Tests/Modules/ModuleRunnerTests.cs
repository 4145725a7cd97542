using Experiments.Training.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Experiments.Training.Tests.Modules;

public sealed class ModuleRunnerTests
{
    [Fact]
    public async Task Train_Classifier_LearnsAndReportsEachEpochOnce()
    {
        var host = await ModuleTrials.TrainAsync(
            new Points { Examples = 800, HasTest = true }, ModuleTrials.Order(("epochs", 8), ("learning_rate", 0.02)));

        host.Last("val_accuracy").ShouldBeGreaterThan(0.7);
        host.Last("test_accuracy").ShouldBe(host.Last("val_accuracy"));
        host.Last("train_loss").ShouldBeLessThan(host.Points.First(point => point.Metric == "train_loss").Value * 0.75);
        host.Points.Where(point => point.Step == 1).Select(point => point.Metric).Order().ShouldBe(
        [
            "dead_relu/hidden", "epoch_seconds", "grad_mean/hidden", "grad_mean/scores", "grad_norm/hidden",
            "grad_norm/scores",
            "grad_std/hidden", "grad_std/scores", "health/hidden", "health/scores", "learning_rate",
            "samples_per_second",
            "train_accuracy", "train_loss", "val_accuracy", "val_loss",
        ], ignoreOrder: true);
        host.Points.Select(point => point.Step).Distinct().ShouldBe(Enumerable.Range(1, 8).Select(step => (long)step));
        host.Checkpoints.Select(checkpoint => checkpoint.Step)
            .ShouldBe(Enumerable.Range(1, 8).Select(step => (long)step));
    }

    [Fact]
    public async Task Train_ImagesWithTwoThreads_RepeatToTheLastBit()
    {
        torch.set_num_threads(2);
        var one = await ModuleTrials.TrainAsync(new Images());
        var other = await ModuleTrials.TrainAsync(new Images());
        torch.set_num_threads(1);

        other.Deterministic.ShouldBe(one.Deterministic);
        one.Points.Select(point => point.Metric).ShouldContain("val_error");
        one.Points.Select(point => point.Metric).ShouldContain("dead_relu/conv");
    }

    [Theory]
    [InlineData(TrialSignal.Stop, 1, 0)]
    [InlineData(TrialSignal.SaveCheckpoint, 3, 3)]
    public async Task Train_Signal_IsFollowed(TrialSignal signal, int epochs, int checkpoints)
    {
        var host = new RecordingHost { Answer = _ => signal };

        await ModuleTrials.TrainAsync(new Points(), ModuleTrials.Order() with { CheckpointEveryEpochs = 100 }, host);

        host.Points.Max(point => point.Step).ShouldBe(epochs);
        host.Checkpoints.Count.ShouldBe(checkpoints);
    }

    [Fact]
    public async Task Train_LossThatIsNoNumber_IsDoomed() =>
        (await ModuleTrials.TrainAsync(new Points { Scale = float.NaN }).ShouldThrowAsync<TrialDivergedException>())
            .Message.ShouldStartWith("diverged at step 1: train_loss is");

    [Fact]
    public async Task Train_GradientsThatVanishWhereThatEndsIt_IsDoomed()
    {
        var deep = new Points
        {
            Module = _ => Sequential(
                Enumerable.Range(0, 8)
                    .SelectMany(
                        i => new (string, Module<Tensor, Tensor>)[] { ($"layer{i}", Linear(i == 0 ? 4 : 16, 16)),
                            ($"sigmoid{i}", Sigmoid()) })
                    .Append(("scores", Linear(16, 3)))),
        };

        (await ModuleTrials.TrainAsync(deep, ModuleTrials.Order(("stop_on", "vanishing")))
            .ShouldThrowAsync<TrialDivergedException>())
            .Message.ShouldStartWith("stopped at step 1: vanishing at layer0, ");
    }

    [Theory]
    [InlineData("epochs", 0, "parameter 'epochs' needs a whole number")]
    [InlineData("optimizer", "adm", "parameter 'optimizer' needs ")]
    [InlineData("lr_schedule", "linear", "parameter 'lr_schedule' needs ")]
    public async Task Train_ParameterThatTheLoopDoesNotTake_IsDoomed(string name, object value, string why) =>
        (await ModuleTrials.TrainAsync(new Points(), ModuleTrials.Order((name, value)))
            .ShouldThrowAsync<TrialDoomedException>()).Message.ShouldContain(why);

    [Fact]
    public async Task Train_ParameterOfTheLoopThatItsSchemaAllows_IsDoomed()
    {
        var schema = new WorkloadSchema(
            "points", NeedsDataset: false,
            [new("batch_size", "Any.", new ParameterRule.Whole(0, 100), new ParameterValue.Integer(8))], []);

        (await ModuleTrials.TrainAsync(new Points { Declared = schema }, ModuleTrials.Order(("batch_size", 0)))
            .ShouldThrowAsync<TrialDoomedException>()).Message.ShouldContain(
                "parameter 'batch_size' needs a whole number");
    }

    [Fact]
    public async Task Train_ReluThatIsCalledInOnePassOnly_IsNotExaminedInOthers()
    {
        var host = await ModuleTrials.TrainAsync(new Points { Module = _ => new RectifiesOnce() });

        host.Last("val_loss").ShouldBeLessThan(2);
    }

    [Fact]
    public async Task Train_ParametersOfTheirOwn_AreFreeWithoutASchemaAndWithAnOptimizer() =>
        (await ModuleTrials.TrainAsync(
            new Points
            {
                Optimizer = parameters => optim.SGD(parameters, 0.1),
            }, ModuleTrials.Order(("optimizer", "mine"), ("anything", 3))))
            .Last("learning_rate").ShouldBe(0.1);

    [Fact]
    public async Task Train_ParametersThatItsSchemaDoesNotHave_AreRefusedButForTheLoops()
    {
        var schema = new WorkloadSchema(
            "points", NeedsDataset: false,
            [new("units", "Width.", new ParameterRule.Whole(1, 64), new ParameterValue.Integer(8))],
            [new("val_loss", Goal.Minimize)]);
        var seen = 0L;
        var workload = new Points
        {
            Declared = schema,
            Module = trial => Linear(4, 3 + 0 * (seen = trial.Parameters.Integer("units"))),
        };

        await ModuleTrials.TrainAsync(workload, ModuleTrials.Order(("learning_rate", 0.1)));

        seen.ShouldBe(8);
        (await ModuleTrials.TrainAsync(workload, ModuleTrials.Order(("unit", 3)))
            .ShouldThrowAsync<TrialDoomedException>())
            .Message.ShouldContain("did you mean 'units'?");
    }

    [Fact]
    public async Task Train_LossOfEachExample_SaysWhatToDo() =>
        (await ModuleTrials.TrainAsync(new Points { Loss = CrossEntropyLoss(reduction: Reduction.None).call })
            .ShouldThrowAsync<UserErrorException>())
            .Message.ShouldContain("the loss must be one number, the mean over the batch, but its shape is [16]");

    /// <summary>It would replace the loss, by which the trial is judged.</summary>
    [Fact]
    public async Task Train_MeasureNamedLoss_IsDoomed() =>
        (await ModuleTrials.TrainAsync(new Points { Measure = "loss" }).ShouldThrowAsync<TrialDoomedException>())
            .Message.ShouldBe("Points has a measure 'loss', under which the loss is reported: rename the measure");

    [Fact]
    public async Task Train_OptimizerThatNeedsAClosure_IsRefused() =>
        (await ModuleTrials.TrainAsync(new Points { Optimizer = parameters => optim.LBFGS(parameters) })
            .ShouldThrowAsync<UserErrorException>())
            .Message.ShouldContain("optimizer LBFGS cannot be used");

    [Fact]
    public async Task Train_ParametersOfDoublePrecision_NeedAnOptimizerOfTorch() =>
        (await ModuleTrials.TrainAsync(
            new Points
            {
                Module = _ => Sequential(new ToDouble(), Linear(4, 3, dtype: float64)),
            }).ShouldThrowAsync<UserErrorException>())
            .Message.ShouldContain("give ModuleSetup.Optimizer one of torch.optim");

    [Fact]
    public void Dropout_InTraining_DropsItsShareAndScalesTheRest()
    {
        using var trainer = ModuleTrials.Trainer(
            new Points { Module = _ => Sequential(("d", Dropout(0.25)), ("l", Linear(4, 3))) });
        trainer.Module.train();

        // The layer itself changes nothing: only the hook drops values, and only while the loop trains.
        using var scope = NewDisposeScope();
        trainer.TrainEpoch(CancellationToken.None);
        var dropped = trainer.Module.named_modules()
            .Single(module => module.name == "d").module as Module<Tensor, Tensor>;
        var output = dropped!.call(ones(10_000));

        output.unique().output.data<float>().ToArray().ShouldBe([0, 1 / 0.75f]);
        output.eq(0).to(float32).mean().item<float>().ShouldBe(0.25f, 0.02f);
        trainer.Measure();
        dropped.call(ones(100)).sum().item<float>().ShouldBe(100);
    }

    [Fact]
    public void TrainEpoch_ManyEpochs_LeavesNoTensorsBehind()
    {
        using var trainer = ModuleTrials.Trainer(new Points(), ("epochs", 10));
        // Tensors are counted per thread, so everything runs on one thread.
        var alive = Enumerable.Range(1, 4).Select(_ =>
        {
            trainer.TrainEpoch(CancellationToken.None);
            trainer.Measure();
            trainer.WriteCheckpoint();
            trainer.EndEpoch();
            return DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
        }).ToArray();

        alive.Distinct().ShouldHaveSingleItem();
    }

    private sealed class ToDouble() : Module<Tensor, Tensor>("double")
    {
        public override Tensor forward(Tensor input) => input.to(float64);
    }
}
