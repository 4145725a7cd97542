using Experiments.Contracts.Faults;

namespace Experiments.Contracts.Tests.Faults;

public sealed class CausesTests
{
    [Theory]
    [InlineData("The target silo became unavailable for message: Request [a]->[b] Ping #1.",
        "The target silo became unavailable")]
    [InlineData("Unable to connect to S1. See InnerException\n ---> a\n   at b", "Unable to connect to S1")]
    [InlineData("the disk is full.", "the disk is full")]
    public void InBrief_MessageOfOrleansOrAnother_IsTheBeginning(string message, string brief) =>
        Causes.InBrief(new InvalidOperationException(message)).ShouldBe(brief);
}
