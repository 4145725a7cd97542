using System.Collections.Concurrent;
using Experiments.Contracts.Ports.Execution;
using Experiments.Contracts.Sweeps;
using Experiments.Training.Executors;
using Experiments.Training.Tests.Support;
using TorchSharp;

namespace Experiments.Training.Tests.Executors;

public class InProcessExecutorTests
{
    private static readonly InProcessExecutor Executor = new(Trials.Library, TimeProvider.System);

    private static async Task<RecordingHost> RunAsync(TrialOrder order, RecordingHost? host = null)
    {
        host ??= new RecordingHost();
        await Executor.RunAsync(order, host, CancellationToken.None);
        return host;
    }

    [Fact]
    public async Task RunAsync_BesideOtherTrials_GivesTheSameMetrics()
    {
        var order = Trials.SmallMlp();
        var alone = await RunAsync(order);

        var beside = await Task.WhenAll(
            RunAsync(Trials.SmallMlp(("optimizer", "sgd"), ("epochs", 4))),
            RunAsync(order),
            RunAsync(Trials.SmallMlp(("batch_size", 20), ("epochs", 4)) with { Threads = 2 }),
            RunAsync(order));

        beside[1].Deterministic.ShouldBe(alone.Deterministic);
        beside[3].Deterministic.ShouldBe(alone.Deterministic);
    }

    [Fact]
    public async Task RunAsync_SeveralThreadCountsAtOnce_EachTrialKeepsItsOwn()
    {
        var seen = new ConcurrentBag<(int Wanted, int Had)>();

        await Task.WhenAll(Enumerable.Range(0, 9).Select(i => i % 3 + 1).Select(threads =>
        {
            var host = new RecordingHost
            {
                BeforeReport = () =>
                {
                    seen.Add((threads, torch.get_num_threads()));
                    return Task.CompletedTask;
                },
            };
            return RunAsync(Trials.SmallMlp() with { Threads = threads }, host);
        }));

        seen.Count.ShouldBe(27);
        seen.ShouldAllBe(pair => pair.Wanted == pair.Had);
    }

    [Fact]
    public async Task RunAsync_StoredCheckpoint_GoesOnFromIt()
    {
        var whole = await RunAsync(Trials.SmallMlp());

        var rest = await RunAsync(Trials.SmallMlp() with { Resume = whole.Checkpoints[0] });

        rest.Deterministic.ShouldBe(whole.Deterministic.Where(point => point.Step > 1));
    }

    [Fact]
    public async Task RunAsync_HostThrows_TheTaskThrowsTheSame()
    {
        var host = new RecordingHost { BeforeReport = () => throw new InvalidDataException("the host failed") };

        (await RunAsync(Trials.SmallMlp(), host).ShouldThrowAsync<InvalidDataException>()).Message.ShouldBe(
            "the host failed");
    }

    [Fact]
    public async Task RunAsync_Interrupted_IsCancelledWithACheckpoint()
    {
        using var interrupt = new CancellationTokenSource();
        var host = new RecordingHost { BeforeReport = interrupt.CancelAsync };

        await Executor.RunAsync(Trials.SmallMlp(), host, interrupt.Token)
            .ShouldThrowAsync<OperationCanceledException>();

        host.Checkpoints.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task RunAsync_DeviceThatIsNotThere_SaysSo()
    {
        Assert.SkipWhen(
            torch.cuda.is_available() && torch.cuda.device_count() > 77, "This machine has device cuda:77.");

        var error = await RunAsync(Trials.SmallMlp() with { Device = "cuda:77" })
            .ShouldThrowAsync<DeviceFaultException>();

        error.Message.ShouldStartWith("device 'cuda:77' is not available to torch");
    }

    [Fact]
    public async Task RunAsync_TenThousandTrialsThatWait_NeedFewThreads()
    {
        var order = Trials.Order("wait", Trials.Parameters(("value", 1.0)), dataset: null);

        var hosts = await Task.WhenAll(Enumerable.Range(0, 10_000).Select(_ => RunAsync(order)));

        hosts.ShouldAllBe(host => host.Points.Count == 1);
        ThreadPool.ThreadCount.ShouldBeLessThan(500);
    }

    [Fact]
    public async Task PrepareAsync_Mlp_SaysWithWhatItRuns()
    {
        var made = await Executor.PrepareAsync(
            new WorkloadSpec.BuiltIn("mlp", "digits"), threads: 3, new Progress<string>(), CancellationToken.None);

        made.Threads.ShouldBe(3);
        made.ExperimentsVersion.ShouldStartWith("0.");
        made.TorchVersion.ShouldBe("2.10.0");
        made.DatasetSha256.ShouldNotBeNull().Length.ShouldBe(64);
    }

    [Fact]
    public async Task PrepareAsync_Wait_NeedsNeitherTorchNorData()
    {
        var made = await Executor.PrepareAsync(
            new WorkloadSpec.BuiltIn("wait", null), threads: 1, new Progress<string>(), CancellationToken.None);

        (made.TorchVersion, made.DatasetSha256).ShouldBe((null, null));
    }

    [Fact]
    public async Task PrepareAsync_UnknownWorkload_IsRefusedByName()
    {
        var error = await Executor.PrepareAsync(new WorkloadSpec.BuiltIn("nothing", "mnist"), 1, new Progress<string>(),
            CancellationToken.None)
            .ShouldThrowAsync<UserErrorException>();

        error.Message.ShouldBe("this node cannot run workload 'nothing': use one of cnn, mlp, wait");
    }

    [Fact]
    public async Task PrepareAsync_UnknownDataset_NamesThoseThereAre()
    {
        var error = await Executor.PrepareAsync(
                new WorkloadSpec.BuiltIn("mlp", "imagenet"), 1, new Progress<string>(), CancellationToken.None)
            .ShouldThrowAsync<UserErrorException>();

        error.Message.ShouldBe("there is no dataset 'imagenet': use one of mnist, fashion-mnist, kmnist, digits");
    }
}
