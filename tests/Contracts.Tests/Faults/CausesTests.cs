using Experiments.Contracts.Faults;

namespace Experiments.Contracts.Tests.Faults;

public sealed class CausesTests
{
    [Theory]
    [InlineData("The target silo became unavailable for message: Request [a]->[b] Ping #1.",
        "The target silo became unavailable")]
    [InlineData("Unable to connect to S1. See InnerException\n ---> a\n   at b", "Unable to connect to S1")]
    [InlineData("Exception while sending message: Orleans.Runtime.Messaging.ConnectionFailedException: Unable to "
        + "connect to S1, will retry after 6.9ms\n   at Orleans.A.B()",
        "Unable to connect to S1, will retry after 6.9ms")]
    [InlineData("the disk is full.", "the disk is full")]
    public void InBrief_MessageOfOrleansOrAnother_IsTheBeginning(string message, string brief) =>
        Causes.InBrief(new InvalidOperationException(message)).ShouldBe(brief);
}
