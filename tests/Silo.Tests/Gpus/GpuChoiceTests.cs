using System.Collections.Immutable;
using Experiments.Silo.Gpus;

namespace Experiments.Silo.Tests.Gpus;

public sealed class GpuChoiceTests
{
    private static readonly ImmutableArray<Gpu> Four =
        [.. new[] { "aa", "ab", "b0", "c0" }.Select((id, i) => new Gpu($"cuda:{i}", $"GPU-{id}", "H200", 150L << 30))];

    private static readonly MachineGpus Machine = new(Four, null);

    [Theory]
    [InlineData(null, "0123")]
    [InlineData("0", "")]
    [InlineData("2", "01")]
    [InlineData("4", "0123")]
    [InlineData("3,1", "31")]
    [InlineData("cuda:2", "2")]
    [InlineData("GPU-b0,cuda:0", "20")]
    [InlineData("gpu-c", "3")]
    public void Choose_GpusThatAreThere_AreThose(string? wanted, string expected) =>
        string.Concat(GpuChoice.Choose(wanted, Machine).Select(gpu => gpu.Device[^1])).ShouldBe(expected);

    [Theory]
    [InlineData("8", "--gpus 8: this machine has 4: cuda:0 (H200, 150 GiB, GPU-aa), cuda:1")]
    [InlineData("0,7", "--gpus 0,7: '7' is not one GPU; this machine has 4: cuda:0 (")]
    [InlineData("GPU-a", "--gpus GPU-a: 'GPU-a' is not one GPU; this machine has 4")]
    [InlineData("-1", "--gpus -1: '-1' is not one GPU")]
    [InlineData("1,cuda:1", "--gpus 1,cuda:1: 'cuda:1' names a GPU for the second time")]
    [InlineData(",", "--gpus takes a number of GPUs, or their indexes or UUIDs such as 0,3, but is ','")]
    public void Choose_GpusThatAreNotThere_IsRefusedWithThoseThatAre(string wanted, string error) =>
        Should.Throw<UserErrorException>(() => GpuChoice.Choose(wanted, Machine)).Message.ShouldStartWith(error);

    [Fact]
    public void Choose_MachineWithoutGpus_SaysWhyThereAreNone() =>
        Should.Throw<UserErrorException>(() => GpuChoice.Choose("1", new([], "NVIDIA's driver is not installed")))
            .Message.ShouldBe("--gpus 1: this machine has no GPU to offer: NVIDIA's driver is not installed");

    [Theory]
    [InlineData(null, "0123")]
    [InlineData("", "")]
    [InlineData("2", "2")]
    [InlineData("3, 0", "30")]
    [InlineData("GPU-b,1", "21")]
    [InlineData("1,-1,0", "1")]
    [InlineData("1,GPU-a,0", "1")]
    [InlineData("1,1", "1")]
    [InlineData("7", "")]
    public void Visible_ValueOfTheVariable_IsWhatCudaSees(string? value, string expected) =>
        string.Concat(MachineGpus.Visible([.. Four.Select(gpu => gpu.Uuid)], value)).ShouldBe(expected);
}
