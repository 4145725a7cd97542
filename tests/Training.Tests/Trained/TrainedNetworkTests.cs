using Experiments.Contracts.Metrics;
using Experiments.Contracts.Ports.Execution;
using Experiments.Training.Tests.Support;
using Experiments.Training.Trained;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Experiments.Training.Tests.Trained;

public class TrainedNetworkTests
{
    private static readonly TrialOrder Mlp = Trials.SmallMlp(("batch_norm", true));
    private static readonly TrialOrder Cnn = Trials.SmallCnn(("batch_norm", true));

    [Theory]
    [InlineData("cross_entropy")]
    [InlineData("mse")]
    public async Task Scores_OfTheTestSet_GiveTheAccuracyThatTheTrialReported(string loss)
    {
        var data = await Trials.Library.LoadAsync("digits", new Progress<string>(), CancellationToken.None);
        foreach (var order in new[] { Trials.SmallMlp(("loss", loss)), Trials.SmallCnn(("loss", loss)) })
        {
            var host = await Trials.TrainAsync(order, interrupted: CancellationToken.None);
            using var scope = NewDisposeScope();

            using var network = TrainedNetwork.Open(host.Checkpoints[^1].Data.Span);

            network.Epochs.ShouldBe(2);
            var scores = network.Scores(data.Test("cpu").Images);
            scores.argmax(1).eq(data.Test("cpu").Labels).to(ScalarType.Float64).mean().ToDouble()
                .ShouldBe(host.Last(MetricNames.TestAccuracy), 1e-9);
            var probabilities = network.Probabilities(data.Test("cpu").Images);
            probabilities.argmax(1).eq(scores.argmax(1)).all().ToBoolean().ShouldBeTrue();
            probabilities.sum(1).ShouldBeNear(ones(data.Test("cpu").Count));
            probabilities.min().ToSingle().ShouldBeGreaterThanOrEqualTo(0);
        }
    }

    [Fact]
    public async Task Tensors_OfACnn_AreThoseOfPyTorchsModules()
    {
        var data = await Trials.Library.LoadAsync("digits", new Progress<string>(), CancellationToken.None);
        var host = await Trials.TrainAsync(Cnn, interrupted: CancellationToken.None);
        using var scope = NewDisposeScope();
        using var network = TrainedNetwork.Open(host.Checkpoints[^1].Data.Span);

        var tensors = network.Tensors().ToDictionary(named => named.Name, named => named.Tensor);

        var x = data.Test("cpu").Images.narrow(0, 0, 50).view(-1, 1, 28, 28);
        foreach (var block in new[] { "conv1", "conv2" })
        {
            x = F.conv2d(x, tensors[$"{block}.weight"], tensors[$"{block}.bias"], padding: [1, 1]);
            x = F.max_pool2d(F.relu(Normalise(x, block)), 2);
        }

        x = F.relu(Normalise(F.linear(x.flatten(1), tensors["fc1.weight"], tensors["fc1.bias"]), "fc1"));
        F.linear(x, tensors["fc2.weight"], tensors["fc2.bias"])
            .ShouldBeNear(network.Scores(data.Test("cpu").Images.narrow(0, 0, 50)), 1e-4);

        Tensor Normalise(Tensor input, string layer) => F.batch_norm(
            input, tensors[$"bn_{layer}.running_mean"], tensors[$"bn_{layer}.running_var"],
            tensors[$"bn_{layer}.weight"], tensors[$"bn_{layer}.bias"]);
    }

    [Fact]
    public async Task Open_AnyCheckpoint_SaysWhatItIs()
    {
        var network = TrainedNetwork.Open(
            (await Trials.TrainAsync(Mlp, interrupted: CancellationToken.None)).Checkpoints[0].Data.Span);

        network.Epochs.ShouldBe(1);
        (network.Model.Workload, network.Model.Dataset).ShouldBe(("mlp", "digits"));
        network.Model.Shape.Hidden.ShouldBe([16]);
        network.Tensors().Select(named => named.Name).ShouldBe(
            ["fc1.weight", "fc1.bias", "bn_fc1.weight", "bn_fc1.bias", "bn_fc1.running_mean", "bn_fc1.running_var",
                "fc2.weight", "fc2.bias"]);
        network.Dispose();
    }

    [Fact]
    public void Open_OtherBytes_IsRefused() =>
        Should.Throw<UserErrorException>(() => TrainedNetwork.Open("of a program"u8)).Message
            .ShouldContain("it is not of a built-in workload that trains a network");
}
