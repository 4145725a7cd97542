using Experiments.Client.Running;

namespace Experiments.Client.Tests.Running;

public sealed class ReadyLineTests
{
    [Fact]
    public void Parse_ReadyLine_IsTheAddress() =>
        ReadyLine.Parse("""{"cluster":"run-1","gateway":"127.0.0.1:4000","http":"http://127.0.0.1:4001"}""")
            .ShouldBe(new ReadyLine("run-1", "127.0.0.1:4000", "http://127.0.0.1:4001"));

    [Theory]
    [InlineData("hello")]
    [InlineData("{}")]
    [InlineData("null")]
    public void Parse_AnythingElse_IsRefused(string line) =>
        Should.Throw<UserErrorException>(() => ReadyLine.Parse(line)).Message.ShouldContain($"'{line}'");
}
