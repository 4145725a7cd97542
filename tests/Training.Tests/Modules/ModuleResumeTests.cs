using Experiments.Contracts.Ports.Persistence.Checkpoints;
using Experiments.Contracts.Sweeps;
using Experiments.TorchWorkloads;
using Experiments.Training.Tests.Support;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Experiments.Training.Tests.Modules;

/// <summary>An interrupted module ends with the same result as an uninterrupted one, to the last bit.</summary>
public sealed class ModuleResumeTests
{
    private static readonly Dictionary<string, Func<IEnumerable<Parameter>, optim.Optimizer>> OfTorch = new()
    {
        ["SGD"] = parameters => optim.SGD(parameters, 0.05, momentum: 0.9),
        ["Adam"] = parameters => optim.Adam(parameters, 0.01, amsgrad: true),
        ["AdamW"] = parameters => optim.AdamW(parameters, 0.01),
        ["RMSProp"] = parameters => optim.RMSProp(parameters, 0.01, momentum: 0.5, centered: true),
        ["Adagrad"] = parameters => optim.Adagrad(parameters, 0.05),
        ["Adadelta"] = parameters => optim.Adadelta(parameters),
        ["Adamax"] = parameters => optim.Adamax(parameters),
        ["NAdam"] = parameters => optim.NAdam(parameters),
        ["RAdam"] = parameters => optim.RAdam(parameters),
    };

    public static TheoryData<string> Optimizers => [.. OfTorch.Keys, "", "sgd", "adamw", "rmsprop", "adagrad"];

    [Theory]
    [MemberData(nameof(Optimizers))]
    public async Task Train_ResumedAfterAnyEpoch_RepeatsTheRest(string optimizer)
    {
        var workload = new Points { Optimizer = OfTorch.GetValueOrDefault(optimizer) };
        (string, object)[] own = char.IsLower(optimizer.FirstOrDefault())
            ? [("optimizer", optimizer), ("momentum", 0.5)]
            : [];
        var order = ModuleTrials.Order([("lr_schedule", "cosine"), ("gradient_clip", 0.5), .. own]);
        var whole = await ModuleTrials.TrainAsync(workload, order);
        whole.Checkpoints.Count.ShouldBe(3);

        foreach (var checkpoint in whole.Checkpoints)
        {
            var rest = await ModuleTrials.TrainAsync(workload, order, resume: checkpoint);

            rest.Deterministic.ShouldBe(whole.Deterministic.Where(point => point.Step > checkpoint.Step));
            StateOf(rest.Checkpoints.LastOrDefault() ?? checkpoint).ShouldBe(StateOf(whole.Checkpoints[^1]));
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 4)]
    [InlineData(2, 6)]
    public async Task Train_InterruptedWithinAnEpoch_GoesOnAtThatBatch(int epochs, int batches)
    {
        var workload = new Points();
        var whole = await ModuleTrials.TrainAsync(workload);
        var paused = Pause(workload, epochs, batches);

        var rest = await ModuleTrials.TrainAsync(workload, resume: paused);

        rest.Deterministic.ShouldBe(whole.Deterministic.Where(point => point.Step > epochs));
        StateOf(rest.Checkpoints[^1]).ShouldBe(StateOf(whole.Checkpoints[^1]));
    }

    [Theory]
    [InlineData("functional")]
    [InlineData("forward")]
    [InlineData("noise")]
    [InlineData("own")]
    [InlineData("call")]
    public async Task Train_ModuleThatDrawsBesideOthers_DrawsWhatItDrawsAlone(string way)
    {
        var workload = new Points { Module = trial => new Drawing(way, trial.Random) };
        var alone = await ModuleTrials.TrainAsync(workload);
        alone.Checkpoints.ShouldNotBeEmpty();

        var beside = await Task.WhenAll(
            Enumerable.Range(0, 4)
                .Select(_ => Task.Run(() => ModuleTrials.TrainAsync(workload), CancellationToken.None)));
        var resumed = await ModuleTrials.TrainAsync(workload, resume: Pause(workload, 1, 3));

        foreach (var other in beside)
        {
            other.Deterministic.ShouldBe(alone.Deterministic);
            StateOf(other.Checkpoints[^1]).ShouldBe(StateOf(alone.Checkpoints[^1]));
        }

        StateOf(resumed.Checkpoints[^1]).ShouldBe(StateOf(alone.Checkpoints[^1]));
    }

    [Fact]
    public async Task Train_AnotherSeed_LearnsSomethingElse()
    {
        var one = await ModuleTrials.TrainAsync(new Points(), ModuleTrials.Order(("seed", 1)));
        var other = await ModuleTrials.TrainAsync(new Points(), ModuleTrials.Order(("seed", 2)));

        StateOf(one.Checkpoints[^1]).ShouldNotBe(StateOf(other.Checkpoints[^1]));
    }

    [Theory]
    [InlineData("another optimizer", "it is of another model or optimizer")]
    [InlineData("another module", "it is of another model or optimizer")]
    [InlineData("damaged", "it is damaged")]
    [InlineData("built-in", "it is not of a workload that trains a module")]
    public async Task Train_CheckpointOfSomethingElse_SaysSo(string what, string why)
    {
        var checkpoint = (await ModuleTrials.TrainAsync(new Points())).Checkpoints[0];
        var bytes = checkpoint.Data.ToArray();
        if (what == "damaged") bytes[100] ^= 1;
        if (what == "built-in")
            bytes = (await Trials.TrainAsync(
                Trials.SmallMlp(), interrupted: CancellationToken.None)).Checkpoints[0].Data.ToArray();
        var workload = what == "another module" ? new Points { Module = _ => nn.Linear(4, 3) } : new Points();
        var order = what == "another optimizer" ? ModuleTrials.Order(("optimizer", "sgd")) : ModuleTrials.Order();

        (await ModuleTrials.TrainAsync(workload, order, resume: checkpoint with { Content = bytes })
            .ShouldThrowAsync<UserErrorException>())
            .Message.ShouldContain(why);
    }

    private static Checkpoint Pause(ModuleWorkload workload, int epochs, int batches)
    {
        using var trainer = ModuleTrials.Trainer(workload);
        using var interrupted = new CancellationTokenSource();
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            trainer.TrainEpoch(CancellationToken.None);
            trainer.EndEpoch();
        }

        // An interrupted trainer ends after one batch.
        interrupted.Cancel();
        for (var batch = 0; batch < batches; batch++) trainer.TrainEpoch(interrupted.Token);
        trainer.Progress.Batches.ShouldBe(batches);
        return new(new TrialId(1, 0), 1, epochs, trainer.WriteCheckpoint());
    }

    /// <summary>Returns everything but the header, which contains times, and the checksum of both.</summary>
    private static byte[] StateOf(Checkpoint checkpoint)
    {
        var data = checkpoint.Data.Span;
        return data[(12 + BitConverter.ToInt32(data[8..]))..^32].ToArray();
    }
}
