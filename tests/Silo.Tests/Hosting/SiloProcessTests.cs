using Experiments.Silo.Hosting;

namespace Experiments.Silo.Tests.Hosting;

public sealed class SiloProcessTests
{
    [Theory]
    [InlineData("--silo-port=70000")]
    [InlineData("--gateway-port=-1")]
    [InlineData("--http-port=many")]
    [InlineData("--cpus=0")]
    [InlineData("--listen=nowhere")]
    [InlineData("--listen=0.0.0.0")]
    [InlineData("--listen=::")]
    [InlineData("--cluster=")]
    public async Task Run_OptionOutOfRange_IsWrongUsage(string option) =>
        (await SiloProcess.RunAsync([option])).ShouldBe(2);
}
