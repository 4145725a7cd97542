using Experiments.Changes.Clusters;
using Experiments.Client.Sources;
using Experiments.Contracts.Grains;
using Experiments.Contracts.Proofs;
using Experiments.Storage.Queries;
using Microsoft.Extensions.Time.Testing;

namespace Experiments.Client.Tests.Connecting;

public sealed class ClusterDoorsTests
{
    [Fact]
    public void Gateways_OfCluster_AreThoseOfItsSilosThatUnderstandUs() =>
        Gateways.Select("mine", [Silo("mine", "a:1"), Silo("other", "b:1"), Newer("mine", "c:1"), Silo("mine", "d:1")])
            .ShouldBe(["a:1", "d:1"]);

    [Fact]
    public void Gateways_NoSiloUnderstandsUs_SaysWhichVersionToUse() =>
        Should.Throw<UserErrorException>(() => Gateways.Select("mine", [Silo("other", "b:1"), Newer("mine", "c:1")]))
            .Message.ShouldStartWith("cluster 'mine' runs experiments 9.9.9, which does not understand this program");

    [Fact]
    public async Task ShouldRetry_Connection_IsRepeatedHalfASecondApartForAsLongAsAProofMayTake()
    {
        var time = new FakeTimeProvider();
        var tries = new ConnectionRetries(time);
        for (var retry = 0; retry < 2 * ProofProbe.Patience.TotalSeconds; retry++)
        {
            var again = tries.ShouldRetryConnectionAttempt(new TimeoutException(), default);
            time.Advance(TimeSpan.FromSeconds(0.49));
            again.IsCompleted.ShouldBeFalse();
            time.Advance(TimeSpan.FromSeconds(0.01));
            (await again).ShouldBeTrue();
        }

        (await tries.ShouldRetryConnectionAttempt(new TimeoutException(), default)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("digits", "digits", null)]
    [InlineData("digits/3", "digits", 3)]
    [InlineData("a/b/12", "a/b", 12)]
    [InlineData("digits/", "digits/", null)]
    [InlineData("digits/-1", "digits/-1", null)]
    [InlineData("digits/best", "digits/best", null)]
    [InlineData("/3", "/3", null)]
    [InlineData("digits/99999999999", "digits/99999999999", null)]
    public void Parse_Reference_IsASweepAndPerhapsATrial(string reference, string sweep, int? trial) =>
        TrialLookup.Parse(reference).ShouldBe((sweep, trial));

    private static LiveSilo Silo(string cluster, string gateway) =>
        new(
            "silo", cluster, "node", "default", 2, 0, gateway, "http://127.0.0.1:2", true, "9.9.9", Protocol.Number,
            "", "", false, 0, false, TimeSpan.Zero);

    private static LiveSilo Newer(string cluster, string gateway) =>
        Silo(cluster, gateway) with { Protocol = Protocol.Number + 1 };
}
