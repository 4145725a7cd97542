using Experiments.Silo.Hosting.Restarting;

namespace Experiments.Silo.Tests.Hosting.Restarting;

public sealed class SiloRestartTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(6, 32)]
    [InlineData(7, 60)]
    [InlineData(int.MaxValue, 60)]
    public void PauseBefore_Restart_DoublesUpToAMinute(int restarts, int seconds) =>
        SiloRestart.PauseBefore(restarts).ShouldBe(TimeSpan.FromSeconds(seconds));
}
