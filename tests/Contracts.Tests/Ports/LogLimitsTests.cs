using Experiments.Contracts.Ports.Persistence;

namespace Experiments.Contracts.Tests.Ports;

public sealed class LogLimitsTests
{
    private const int Long = 10 * (LogLimits.Head + LogLimits.Tail);

    [Theory]
    [InlineData(LogLimits.Head, Long - LogLimits.Tail, true)]
    [InlineData(LogLimits.Head - 1, Long - LogLimits.Tail, false)]
    [InlineData(LogLimits.Head, Long - LogLimits.Tail + 1, false)]
    [InlineData(0, 10, false)]
    [InlineData(Long - 10, Long, false)]
    public void LeaveOut_Part_IsBetweenWhatIsKeptOfBothEnds(int from, int to, bool left)
    {
        var part = new LogPart(from, LogStream.Out, new string('x', to - from));
        part.End.ShouldBe(to);
        LogLimits.LeaveOut(part, Long).ShouldBe(left);
    }

    [Fact]
    public void LeaveOut_LogThatIsShort_IsKeptWhole() =>
        LogLimits.LeaveOut(new LogPart(LogLimits.Head, LogStream.Out, "x"), LogLimits.Head + LogLimits.Tail)
            .ShouldBeFalse();
}
