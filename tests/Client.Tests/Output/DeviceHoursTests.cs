using Experiments.Client.Output;
using Experiments.Contracts.Sweeps;

namespace Experiments.Client.Tests.Output;

public sealed class DeviceHoursTests
{
    [Theory]
    [InlineData(4, 0, 6, "6 core hours")]
    [InlineData(4, 0.5, 0.75, "0.75 GPU hours")]
    [InlineData(1, 2, 3, "3 GPU hours")]
    public void Of_NinetyMinutes_AreTimesTheDevices(double cpu, double gpu, double hours, string shown)
    {
        var needs = new ResourceSpec { Cpu = cpu, Gpu = gpu };
        needs.DeviceHours(TimeSpan.FromMinutes(90)).ShouldBe(hours);
        DeviceHours.Format(TimeSpan.FromMinutes(90), needs).ShouldBe(shown);
    }
}
