using Experiments.Contracts.Metrics;
using Experiments.Training.Executors;
using Experiments.Training.Tests.Support;

namespace Experiments.Training.Tests.Workloads;

public class GpuTests
{
    [Theory]
    [InlineData("mlp")]
    [InlineData("cnn")]
    public async Task RunAsync_OnAGpu_LearnsAsOnTheCpuAndGoesOnThere(string workload)
    {
        if (TorchDevices.Gpus() is not [var gpu, ..])
        {
            Assert.Skip("needs an NVIDIA GPU, and a build with -p:TorchBackend=cuda");
            return;
        }

        var order = Trials.Small(workload, ("train_examples", 3000), ("epochs", 3), ("batch_norm", true));
        var executor = new InProcessExecutor(Trials.Library, TimeProvider.System);
        var (there, here) = (new RecordingHost(), new RecordingHost());

        await executor.RunAsync(order with { Device = gpu }, there, CancellationToken.None);
        await executor.RunAsync(order, here, CancellationToken.None);

        there.Last(MetricNames.ValAccuracy).ShouldBe(here.Last(MetricNames.ValAccuracy), 0.1);
        var resumed = new RecordingHost();
        await executor.RunAsync(order with { Resume = there.Checkpoints[0] }, resumed, CancellationToken.None);
        resumed.Last(MetricNames.ValAccuracy).ShouldBe(here.Last(MetricNames.ValAccuracy), 0.1);
    }
}
