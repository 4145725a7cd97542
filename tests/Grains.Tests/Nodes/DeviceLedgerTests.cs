using CsCheck;
using Experiments.Grains.Nodes;
using Experiments.Testing.Properties;

namespace Experiments.Grains.Tests.Nodes;

public sealed class DeviceLedgerTests
{
    private static readonly Gen<(double Cpu, double Gpu)> Share =
        Gen.Select(OneOf(0.25, 0.5, 1, 1.5, 2), OneOf(0, 0, 0.1, 0.25, 0.3, 0.5, 1));

    [Fact]
    public void TryTake_AnyCourse_NeverBeyondCapacityAndAllComesBack() =>
        Gen.Select(Share, Gen.Bool, Gen.Int[0, 100]).Array[1, 100].ForAll(course =>
        {
            var ledger = new DeviceLedger(4, ["cuda:0", "cuda:1"]);
            var taken = new List<(string Device, double Cpu, double Gpu)>();
            foreach (var ((cpu, gpu), gives, pick) in course)
            {
                if (gives && taken.Count > 0)
                {
                    var back = taken[pick % taken.Count];
                    taken.Remove(back);
                    ledger.Give(back.Device, back.Cpu, back.Gpu);
                }
                else if (ledger.Find(cpu, gpu) is { } device)
                {
                    ledger.TryTake(device, cpu, gpu).ShouldBeTrue();
                    taken.Add((device, cpu, gpu));
                }
                else
                {
                    ledger.TryTake("cuda:0", cpu, gpu).ShouldBeFalse();
                    ledger.TryTake("cuda:1", cpu, gpu).ShouldBeFalse();
                }

                taken.Sum(share => share.Cpu).ShouldBeLessThanOrEqualTo(4 + 1e-6);
                foreach (var gpus in taken.Where(share => share.Gpu > 0).GroupBy(share => share.Device))
                    gpus.Sum(share => share.Gpu).ShouldBeLessThanOrEqualTo(1 + 1e-6);
            }

            foreach (var (device, cpu, gpu) in taken) ledger.Give(device, cpu, gpu);
            ledger.TryTake("cuda:0", 2, 1).ShouldBeTrue();
            ledger.TryTake("cuda:1", 2, 1).ShouldBeTrue();
        });

    [Fact]
    public void TryTake_TenTenths_IsOneWhole()
    {
        var ledger = new DeviceLedger(1, ["cuda:0"]);
        for (var i = 0; i < 10; i++) ledger.TryTake("cuda:0", 0.1, 0.1).ShouldBeTrue();
        ledger.TryTake("cuda:0", 0.1, 0.1).ShouldBeFalse();
        ledger.Find(0.1, 0).ShouldBeNull();
    }

    [Fact]
    public void Find_SeveralGpus_IsTheFullestThatSuffices()
    {
        var ledger = new DeviceLedger(8, ["cuda:0", "cuda:1", "cuda:2"]);
        ledger.TryTake("cuda:1", 1, 0.5);
        ledger.TryTake("cuda:2", 1, 0.75);
        ledger.Find(1, 0.5).ShouldBe("cuda:1");
        ledger.Find(1, 0.25).ShouldBe("cuda:2");
        ledger.Find(1, 1).ShouldBe("cuda:0");
        ledger.Find(1, 0).ShouldBe("cpu");
    }

    [Fact]
    public void TryTake_UnknownDevice_IsRefused() => new DeviceLedger(8, []).TryTake("cuda:0", 1, 0.5).ShouldBeFalse();

    private static Gen<double> OneOf(params double[] values) =>
        Gen.Int[0, values.Length - 1].Select(index => values[index]);
}
