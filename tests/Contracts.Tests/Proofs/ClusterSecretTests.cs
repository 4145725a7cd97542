using Experiments.Contracts.Proofs;

namespace Experiments.Contracts.Tests.Proofs;

public sealed class ClusterSecretTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void Of_AnotherNumberOfBytes_IsNone(int bytes) => ClusterSecret.FromBytes(new byte[bytes]).ShouldBeNull();

    [Fact]
    public void Of_BytesThatWereStored_IsTheSameSecret()
    {
        var secret = ClusterSecret.Create();
        var stored = secret.ToBytes();
        ClusterSecret.FromBytes(stored)!.KeyOf("c").ShouldBe(secret.KeyOf("c"));
        // The array is a copy: changing it does not change the secret.
        Array.Clear(stored);
        secret.ToBytes().ShouldNotBe(stored);
    }

    [Fact]
    public void Create_Twice_GivesTwo() =>
        ClusterSecret.Create().ToBytes().ShouldNotBe(ClusterSecret.Create().ToBytes());

    [Fact]
    public void KeyOf_AnotherCluster_IsAnother()
    {
        var secret = ClusterSecret.Create();
        secret.KeyOf("a").ShouldNotBe(secret.KeyOf("b"));
        secret.KeyOf("a").ShouldNotBe(secret.ToBytes());
    }

    [Fact]
    public void ToString_Secret_ShowsNothingOfIt()
    {
        var bytes = Enumerable.Range(0, ClusterSecret.Size).Select(i => (byte)('A' + i)).ToArray();
        $"{ClusterSecret.FromBytes(bytes)}".ShouldBe("a cluster's secret");
    }

    [Fact]
    public void Message_OfEveryFailure_IsASentenceOfItsOwn()
    {
        var failures = Enum.GetValues<ProofFailure>().Select(failure => new ProofRefusedException(failure));
        var messages = failures.Select(refused => refused.Message).ToArray();
        messages.ShouldBeUnique();
        messages.ShouldAllBe(message => message.StartsWith("the other end ") && !message.EndsWith('.'));
    }
}
