using Experiments.Client.Output;

namespace Experiments.Client.Tests.Output;

public sealed class ShortTextTests
{
    [Theory]
    [InlineData(0, "0.0 s")]
    [InlineData(9.94, "9.9 s")]
    [InlineData(59.9, "59 s")]
    [InlineData(185, "3 min 05 s")]
    [InlineData(7_800, "2 h 10 min")]
    [InlineData(273_600, "3 d 4 h")]
    public void Of_Time_HasTwoUnitsAtMost(double seconds, string text) =>
        ShortText.Format(TimeSpan.FromSeconds(seconds)).ShouldBe(text);

    [Theory]
    [InlineData(0.9512, "0.9512")]
    [InlineData(1.0 / 3, "0.333333")]
    [InlineData(double.NaN, "NaN")]
    public void Of_Number_HasSixDigitsAtMost(double number, string text) => ShortText.Format(number).ShouldBe(text);
}
