using Experiments.Client.Commands;
using Experiments.Client.Shells;

namespace Experiments.Client.Tests.Commands;

public sealed class EnqueuedTrialsTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData("lr=0.5", "number 0.5")]
    [InlineData("lr=64", "whole 64")]
    [InlineData("lr=64.0", "number 64.0")]
    [InlineData("lr=true", "flag true")]
    [InlineData("lr=null", "null null")]
    [InlineData("lr=[1, 2]", "list [1, 2]")]
    [InlineData("lr=adam", "text adam")]
    [InlineData("lr=\"64\"", "text 64")]
    [InlineData("lr=a=b", "text a=b")]
    [InlineData("lr=", "text ")]
    [InlineData("lr=1e999", "text 1e999")]
    public void Parse_Value_IsJsonOrText(string argument, string expected)
    {
        EnqueuedTrials.Parse([argument]).TryGet("lr", out var value).ShouldBeTrue();

        $"{Kind(value!)} {value}".ShouldBe(expected);
    }

    [Theory]
    [InlineData("lr", "'lr' is not of the form name=value")]
    [InlineData("lr=1 lr=2", "'lr' is given twice")]
    public void Parse_NotATrial_SaysWhy(string arguments, string why) =>
        Should.Throw<WrongUsageException>(() => EnqueuedTrials.Parse(arguments.Split(' ')))
            .Message.ShouldContain(why);

    [Fact]
    public void Read_List_GivesItsTrials() =>
        Read("""[{"lr": 0.5, "units": 64}, {}]""").Select(trial => trial.Count).ShouldBe([2, 0]);

    [Theory]
    [InlineData("{")]
    [InlineData("7")]
    [InlineData("[7]")]
    [InlineData("[null]")]
    [InlineData("""[{"lr": {"min": 1}}]""")]
    [InlineData("""[{"lr": 1e999}]""")]
    public void Read_OtherContent_SaysWhatIsExpected(string content) =>
        Should.Throw<UserErrorException>(() => Read(content)).Message
            .ShouldBe($"'{_file}': trials are given as a JSON list of objects from parameter names to values");

    [Fact]
    public void Read_NameTwice_SaysWhich() =>
        Should.Throw<UserErrorException>(() => Read("""[{"lr": 1, "lr": 2}]""")).Message
            .ShouldBe($"'{_file}': in a trial, 'lr' is given twice");

    [Fact]
    public void Read_NoFile_SaysSo() =>
        Should.Throw<UserErrorException>(() => EnqueuedTrials.Read(_file + ".none")).Message
            .ShouldStartWith($"'{_file}.none' cannot be read: ");

    private IReadOnlyList<Assignment> Read(string content)
    {
        File.WriteAllText(_file, content);
        return EnqueuedTrials.Read(_file);
    }

    private static string Kind(ParameterValue value) => value switch
    {
        ParameterValue.Integer => "whole",
        ParameterValue.Number => "number",
        ParameterValue.Flag => "flag",
        ParameterValue.Text => "text",
        ParameterValue.List => "list",
        _ => "null",
    };
}
