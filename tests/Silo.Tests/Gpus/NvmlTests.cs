using Experiments.Silo.Gpus;
using Experiments.Testing.Gpus;

namespace Experiments.Silo.Tests.Gpus;

public sealed class NvmlTests : IDisposable
{
    private readonly FakeNvml _fake = new("GPU-aaaa", "GPU-bbbb");

    public NvmlTests() => Native.SetEnvironment("FAKE_NVML", _fake.State);

    public void Dispose() => _fake.Dispose();

    [Fact]
    public void Find_TwoGpus_HaveTheirIdsModelsAndMemory()
    {
        var nvml = Nvml.TryOpen(out var why, _fake.Library);
        why.ShouldBeNull();
        MachineGpus.Find(nvml, why, null).Gpus.ShouldBe(
        [
            new("cuda:0", "GPU-aaaa", "Fake H200", 150L << 30), new("cuda:1", "GPU-bbbb", "Fake H200", 150L << 30),
        ]);
        nvml!.Read("GPU-bbbb").ShouldBe(new GpuReading(0.2, 2L << 30));
        MachineGpus.Find(nvml, why, "1").Gpus.ShouldBe([new("cuda:0", "GPU-bbbb", "Fake H200", 150L << 30)]);
        MachineGpus.Find(nvml, why, "").WhyNone.ShouldBe("CUDA_VISIBLE_DEVICES='' hides all 2");
    }

    [Fact]
    public void IsLost_GpuThatFellOffTheBus_IsTrueUntilItReturns()
    {
        var nvml = Nvml.TryOpen(out _, _fake.Library)!;
        nvml.IsLost("GPU-aaaa").ShouldBeFalse();
        _fake.Lose("GPU-aaaa");
        nvml.IsLost("GPU-aaaa").ShouldBeTrue();
        nvml.Read("GPU-aaaa").ShouldBeNull();
        nvml.IsLost("GPU-bbbb").ShouldBeFalse();
        nvml.List().Count.ShouldBe(1);
        _fake.Return("GPU-aaaa");
        nvml.Refresh();
        nvml.IsLost("GPU-aaaa").ShouldBeFalse();
    }

    [Fact]
    public void TryOpen_DriverIsNotLoaded_SaysSo()
    {
        File.Delete(_fake.State);
        Nvml.TryOpen(out var why, _fake.Library).ShouldBeNull();
        why.ShouldBe("NVIDIA's driver does not work (it is not loaded); 'nvidia-smi' shows more");
        Nvml.TryOpen(out why, "/no/such/library.so").ShouldBeNull();
        why.ShouldBe("NVIDIA's driver is not installed ('/no/such/library.so' cannot be loaded)");
    }

    [Fact]
    public void TryTake_GpuThatAnotherOneHolds_IsRefusedUntilItIsGivenBack()
    {
        var gpu = new Gpu("cuda:0", $"GPU-{Guid.NewGuid()}", "H200", 1);
        using var other = new GpuLocks();
        using (var first = new GpuLocks())
        {
            first.TryTake(gpu).ShouldBeTrue();
            other.TryTake(gpu).ShouldBeFalse();
            other.TryTake(gpu with { Uuid = $"GPU-{Guid.NewGuid()}" }).ShouldBeTrue();
        }

        other.TryTake(gpu).ShouldBeTrue();
    }
}
