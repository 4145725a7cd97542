using Experiments.Silo.Hosting;
using Experiments.Silo.Logs;
using Microsoft.Extensions.Logging;

namespace Experiments.Silo.Tests.Logs;

public sealed class SiloLogsTests
{
    [Theory]
    [InlineData("Experiments.Grains.Logs.SweepLog", "Info", LogLevel.Information)]
    [InlineData("Experiments.Grains.Logs.SweepLog", "Warn", LogLevel.Warning)]
    [InlineData("Experiments.Grains.Logs.SweepLog", "Debug", LogLevel.Debug)]
    [InlineData("Microsoft.AspNetCore.Server.Kestrel", "Info", LogLevel.Error)]
    // What becomes of silos, this program says itself.
    [InlineData("Orleans.Runtime.MembershipService.MembershipTableManager", "Info", LogLevel.Critical)]
    [InlineData("Orleans.Messaging", "Error", LogLevel.Critical)]
    [InlineData("Orleans.Messaging", "Debug", LogLevel.Information)]
    [InlineData("Polly", "Info", LogLevel.Critical)]
    [InlineData("Polly", "Debug", LogLevel.Information)]
    public void Configure_LevelOfTheLog_IsTheLeastOfACategory(string category, string detail, LogLevel least)
    {
        using var logs = LoggerFactory.Create(
            logging => SiloLogs.Configure(logging, new SiloOptions { Detail = Enum.Parse<LogDetail>(detail) }));
        var log = logs.CreateLogger(category);
        Enum.GetValues<LogLevel>().Where(log.IsEnabled).Min().ShouldBe(least);
    }
}
