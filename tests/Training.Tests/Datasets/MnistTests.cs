using Experiments.Contracts.Metrics;
using Experiments.Training.Datasets;
using Experiments.Training.Datasets.Idx;
using Experiments.Training.Executors;
using Experiments.Training.Tests.Support;

namespace Experiments.Training.Tests.Datasets;

public class MnistTests
{
    [Fact]
    public async Task RunAsync_OnMnist_LearnsInAnEpoch()
    {
        var options = TrainingOptions.FromEnvironment();
        Assert.SkipWhen(options.DataFolder is null, "EXPERIMENTS_DATA names no folder that holds mnist.");
        var library = new DatasetLibrary(new IdxStore(options, new IdxDownload(new HttpClient(), TimeProvider.System)));
        var order = Trials.Order("mlp", Trials.Parameters(("epochs", 1), ("train_examples", 10_000)), dataset: "mnist");
        var host = new RecordingHost();

        await new InProcessExecutor(library, TimeProvider.System).RunAsync(order, host, CancellationToken.None);

        var data = await library.LoadAsync("mnist", new Progress<string>(), CancellationToken.None);
        data.Train(null, "cpu").Count.ShouldBe(50_000);
        data.Validation("cpu").Count.ShouldBe(10_000);
        data.Test("cpu").Count.ShouldBe(10_000);
        host.Last(MetricNames.ValAccuracy).ShouldBeGreaterThan(0.9);
    }
}
