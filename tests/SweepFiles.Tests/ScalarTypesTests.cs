using Experiments.SweepFiles.Yaml;

namespace Experiments.SweepFiles.Tests;

public class ScalarTypesTests
{
    [Theory]
    [InlineData("1", "Integer 1")]
    [InlineData("-0", "Integer 0")]
    [InlineData("+12", "Integer 12")]
    [InlineData("007", "Integer 7")]
    [InlineData("0x1F", "Integer 31")]
    [InlineData("0o17", "Integer 15")]
    [InlineData("9223372036854775807", "Integer 9223372036854775807")]
    [InlineData("9223372036854775808", "Number 9.223372036854776E+18")]
    [InlineData("1.0", "Number 1.0")]
    [InlineData("1e-4", "Number 0.0001")]
    [InlineData("1.0e-4", "Number 0.0001")]
    [InlineData("1E3", "Number 1000.0")]
    [InlineData(".5", "Number 0.5")]
    [InlineData("5.", "Number 5.0")]
    [InlineData("true", "Flag true")]
    [InlineData("False", "Flag false")]
    [InlineData("yes", "Text yes")]
    [InlineData("on", "Text on")]
    [InlineData("1_000", "Text 1_000")]
    [InlineData("1:30", "Text 1:30")]
    [InlineData("2024-01-01", "Text 2024-01-01")]
    [InlineData("e5", "Text e5")]
    [InlineData(".", "Text .")]
    [InlineData("1\n", "Text 1\n")]
    [InlineData("0xFFFFFFFFFFFFFFFF", "Text 0xFFFFFFFFFFFFFFFF")]
    public void Of_PlainScalar_HasTheTypeOfTheCoreSchema(string text, string expected)
    {
        var value = ScalarTypes.Resolve(text)!;

        $"{value.GetType().Name} {value}".ShouldBe(expected);
    }

    [Theory]
    [InlineData("")]
    [InlineData("~")]
    [InlineData("null")]
    public void Of_Null_IsNull(string text) => ScalarTypes.Resolve(text).ShouldBeNull();
}
