using Experiments.Grains.Reachability;

namespace Experiments.Grains.Tests.Reachability;

public sealed class PeerContactTests
{
    [Fact]
    public void IsLost_FailuresForAsLongAsThePatience_IsTrueUntilItIsReached()
    {
        var contact = new PeerContact(TimeSpan.FromSeconds(10));
        for (var i = 0; i < PeerContact.FewestFailures; i++) contact.Answered(PeerAnswer.Silent, default);
        contact.IsLost(TimeSpan.FromSeconds(16.9)).ShouldBeFalse();
        contact.IsLost(TimeSpan.FromSeconds(17)).ShouldBeTrue();
        contact.Answered(PeerAnswer.Refused, TimeSpan.FromSeconds(18));
        contact.IsLost(TimeSpan.FromSeconds(60)).ShouldBeFalse();
    }

    /// <summary>The process was stopped: time has passed, and hardly anything was tried.</summary>
    [Fact]
    public void IsLost_HardlyAnyFailures_IsFalse()
    {
        var contact = new PeerContact(TimeSpan.Zero);
        for (var i = 1; i < PeerContact.FewestFailures; i++) contact.Answered(PeerAnswer.Silent, default);
        contact.IsLost(TimeSpan.FromMinutes(10)).ShouldBeFalse();
    }
}
