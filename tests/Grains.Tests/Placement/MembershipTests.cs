using System.Collections.Immutable;
using Experiments.Grains.Placement;

namespace Experiments.Grains.Tests.Placement;

public sealed class MembershipTests : IClusterMembershipService
{
    private const string Self = "127.0.0.1:11111@1";
    private const string Other = "127.0.0.1:11112@1";

    private readonly Membership _membership;
    private int _refreshes;

    public MembershipTests() => _membership = new Membership(this);

    public ClusterMembershipSnapshot CurrentSnapshot { get; private set; } = Snapshot(1, (Self, SiloStatus.Active));

    public IAsyncEnumerable<ClusterMembershipSnapshot> MembershipUpdates => throw new NotSupportedException();

    [Fact]
    public async Task Learn_SiloNotKnownHere_AsksTheTable()
    {
        _membership.Lives(Other).ShouldBeFalse();
        await _membership.LearnAsync([Self, Other], TestContext.Current.CancellationToken);
        _refreshes.ShouldBe(1);
        _membership.Lives(Other).ShouldBeTrue();
        await _membership.LearnAsync([Self, Other], TestContext.Current.CancellationToken);
        _refreshes.ShouldBe(1);
    }

    [Theory]
    [InlineData(SiloStatus.Joining, true)]
    [InlineData(SiloStatus.ShuttingDown, true)]
    [InlineData(SiloStatus.Stopping, true)]
    [InlineData(SiloStatus.Dead, false)]
    public void Lives_Status_SaysWhetherItMayRunSomething(SiloStatus status, bool lives)
    {
        CurrentSnapshot = Snapshot(2, (Self, SiloStatus.Active), (Other, status));
        _membership.Lives(Other).ShouldBe(lives);
    }

    [Fact]
    public void Lives_ItWasStartedAnew_IsNotTheOneBefore()
    {
        CurrentSnapshot = Snapshot(2, ("127.0.0.1:11112@2", SiloStatus.Active));
        _membership.Lives(Other).ShouldBeFalse();
    }

    [Fact]
    public void AllIn_ActiveSilos_MustAllBeNamed()
    {
        CurrentSnapshot = Snapshot(2, (Self, SiloStatus.Active), (Other, SiloStatus.Active));
        _membership.AllIn([Self]).ShouldBeFalse();
        _membership.AllIn([Self, Other]).ShouldBeTrue();
    }

    [Fact]
    public void WithNames_AddressesOfSilos_AreTheNamesOfTheirNodesIfTheyAreKnown()
    {
        _membership.WithNames($"node {Self} was lost").ShouldBe("node 'silo' was lost");
        _membership.WithNames(Other).ShouldBe(Other, "it is not known here");
        _membership.WithNames("it  threw").ShouldBe("it  threw");
    }

    public ValueTask Refresh(MembershipVersion minimumVersion = default, CancellationToken cancellationToken = default)
    {
        _refreshes++;
        CurrentSnapshot = Snapshot(2, (Self, SiloStatus.Active), (Other, SiloStatus.Active));
        return ValueTask.CompletedTask;
    }

    public Task<bool> TryKill(SiloAddress siloAddress) => throw new NotSupportedException();

    private static ClusterMembershipSnapshot Snapshot(
        long version, params (string Silo, SiloStatus Status)[] members) => new(
            members.Select(member => (Address: SiloAddress.FromParsableString(member.Silo), member.Status))
                .ToImmutableDictionary(member => member.Address,
                    member => new ClusterMember(member.Address, member.Status, "silo")),
            new MembershipVersion(version));
}
