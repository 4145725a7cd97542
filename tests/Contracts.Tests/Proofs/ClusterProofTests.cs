using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using Experiments.Contracts.Proofs;
using Experiments.Testing.Waits;
using Microsoft.Extensions.Time.Testing;

namespace Experiments.Contracts.Tests.Proofs;

public sealed class ClusterProofTests
{
    private static readonly IPEndPoint Here = new(IPAddress.Loopback, 30000);

    private readonly ClusterSecret _secret = ClusterSecret.Create();
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Prove_SameSecret_BothGoOnAndNothingIsLost()
    {
        var connection = new Connection();
        var answer = Proof().AnswerAsync(connection.Called, Here, ConnectionPurpose.Client, default);
        await Proof().CallAsync(connection.Caller, Here, ConnectionPurpose.Client, default);
        await connection.Caller.Output.WriteAsync("next"u8.ToArray());
        await answer;

        (await connection.Called.Input.ReadAsync()).Buffer.ToArray().ShouldBe("next"u8.ToArray());
        connection.Caller.Input.TryRead(out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Prove_OneEndWritesItsAddressAsIPv6_IsTheSame()
    {
        var connection = new Connection();
        var mapped = new IPEndPoint(Here.Address.MapToIPv6(), Here.Port);
        var answer = Proof().AnswerAsync(connection.Called, mapped, ConnectionPurpose.Silo, default);
        await Proof().CallAsync(connection.Caller, Here, ConnectionPurpose.Silo, default);
        await answer;
    }

    [Fact]
    public async Task Prove_OtherSecret_BothRefuse() =>
        await ShouldRefuseAsync(Proof(), Proof(secret: ClusterSecret.Create()));

    [Fact]
    public async Task Prove_OtherClusterOfTheDatabase_BothRefuse() => await ShouldRefuseAsync(Proof(), Proof("other"));

    /// <summary>A relay at one port forwards everything to a silo at another.</summary>
    [Fact]
    public async Task Prove_RelayedFromAnotherAddress_BothRefuse() =>
        await ShouldRefuseAsync(Proof(), Proof(), calledAt: new IPEndPoint(IPAddress.Loopback, 30001));

    [Fact]
    public async Task Prove_ForAnotherPurpose_IsRefused()
    {
        var connection = new Connection();
        var call = Proof().CallAsync(connection.Caller, Here, ConnectionPurpose.Client, default);
        await ShouldBeRefusedAsync(
            Proof().AnswerAsync(connection.Called, Here, ConnectionPurpose.Silo, default), ProofFailure.Wrong);
        await connection.Called.Output.CompleteAsync();
        await ShouldBeRefusedAsync(call, ProofFailure.Silent);
    }

    /// <summary>The called end's proof cannot serve as the caller's.</summary>
    [Fact]
    public async Task Answer_CallerWhoSendsBackWhatItWasTold_IsRefused()
    {
        var connection = new Connection();
        var answer = Proof().AnswerAsync(connection.Called, Here, ConnectionPurpose.Client, default);
        await connection.Caller.Output.WriteAsync((byte[])[.. "EXP"u8, 1, 1, .. new byte[32]]);
        var told = await connection.Caller.Input.ReadAtLeastAsync(68);
        told.Buffer.Length.ShouldBe(68);
        await connection.Caller.Output.WriteAsync(told.Buffer.Slice(36).ToArray());
        await ShouldBeRefusedAsync(answer, ProofFailure.Wrong);
    }

    [Fact]
    public async Task Answer_CallerWhoRepeatsWhatAnotherSaid_IsRefused()
    {
        var first = new Connection();
        var recorded = new List<byte>();
        var spy = new Connection();
        var call = Proof().CallAsync(spy.Caller, Here, ConnectionPurpose.Client, default);
        var answer = Proof().AnswerAsync(first.Called, Here, ConnectionPurpose.Client, default);
        await PassAsync(spy.Called.Input, first.Caller.Output, 37, recorded);
        await PassAsync(first.Caller.Input, spy.Called.Output, 68, []);
        await PassAsync(spy.Called.Input, first.Caller.Output, 32, recorded);
        await Task.WhenAll(call, answer);

        var again = new Connection();
        await again.Caller.Output.WriteAsync(recorded.ToArray());
        await ShouldBeRefusedAsync(
            Proof().AnswerAsync(again.Called, Here, ConnectionPurpose.Client, default), ProofFailure.Wrong);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: experiments\r\n\r\n", ProofFailure.Unknown)]
    [InlineData("EXP\u0002\u0001 of a version that is not known yet", ProofFailure.Unknown)]
    [InlineData("EXP\u0001", ProofFailure.HungUp)]
    [InlineData("", ProofFailure.Silent)]
    public async Task Answer_CallerWhoSendsSomethingElseAndHangsUp_IsRefused(string sent, ProofFailure failure)
    {
        var connection = new Connection();
        await connection.Caller.Output.WriteAsync(System.Text.Encoding.Latin1.GetBytes(sent));
        await connection.Caller.Output.CompleteAsync();
        await ShouldBeRefusedAsync(
            Proof().AnswerAsync(connection.Called, Here, ConnectionPurpose.Client, default), failure);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(36)]
    [InlineData(37)]
    public async Task Answer_CallerWhoStopsInTheMiddle_IsRefusedInTime(int bytes)
    {
        var connection = new Connection();
        await connection.Caller.Output.WriteAsync(((byte[])[.. "EXP"u8, 1, 1, .. new byte[32]]).AsMemory(0, bytes));
        var answer = Proof().AnswerAsync(connection.Called, Here, ConnectionPurpose.Client, default);
        if (bytes == 37) await connection.Caller.Input.ReadAtLeastAsync(68);
        answer.IsCompleted.ShouldBeFalse();
        _time.Advance(ClusterProof.Patience);
        await ShouldBeRefusedAsync(answer, ProofFailure.Late);
    }

    [Fact]
    public async Task Call_CalledSaysNothing_IsRefusedInTime()
    {
        var call = Proof().CallAsync(new Connection().Caller, Here, ConnectionPurpose.Client, default);
        var patientCall = Proof()
            .CallAsync(new Connection().Caller, Here, ConnectionPurpose.Client, default, ProofProbe.Patience);
        _time.Advance(ClusterProof.Patience);
        await ShouldBeRefusedAsync(call, ProofFailure.Late);
        patientCall.IsCompleted.ShouldBeFalse();
        _time.Advance(ProofProbe.Patience - ClusterProof.Patience);
        await ShouldBeRefusedAsync(patientCall, ProofFailure.Late);
    }

    [Fact]
    public async Task Answer_Cancelled_IsNotARefusal()
    {
        using var cancel = new CancellationTokenSource();
        var answer = Proof().AnswerAsync(new Connection().Called, Here, ConnectionPurpose.Client, cancel.Token);
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => answer);
    }

    [Fact]
    public void ToString_OfSecret_DoesNotShowIt() =>
        _secret.ToString().ShouldNotContain(Convert.ToHexString(_secret.ToBytes()), Case.Insensitive);

    private ClusterProof Proof(string cluster = "experiments", ClusterSecret? secret = null) =>
        new(secret ?? _secret, cluster, _time);

    private static async Task PassAsync(PipeReader from, PipeWriter to, int bytes, List<byte> recorded)
    {
        var read = await from.ReadAtLeastAsync(bytes);
        var passed = read.Buffer.Slice(0, bytes).ToArray();
        from.AdvanceTo(read.Buffer.GetPosition(bytes));
        recorded.AddRange(passed);
        await to.WriteAsync(passed);
    }

    /// <summary>
    /// The caller refuses because of the wrong proof that it receives, the called end because no proof arrives.
    /// </summary>
    private static async Task ShouldRefuseAsync(ClusterProof caller, ClusterProof called, IPEndPoint? calledAt = null)
    {
        var connection = new Connection();
        var answer = called.AnswerAsync(connection.Called, calledAt ?? Here, ConnectionPurpose.Client, default);
        await ShouldBeRefusedAsync(
            caller.CallAsync(connection.Caller, Here, ConnectionPurpose.Client, default), ProofFailure.Wrong);
        answer.IsCompleted.ShouldBeFalse();
        await connection.Caller.Output.CompleteAsync();
        await ShouldBeRefusedAsync(answer, ProofFailure.HungUp);
    }

    private static async Task ShouldBeRefusedAsync(Task exchange, ProofFailure failure) =>
        (await Should.ThrowAsync<ProofRefusedException>(() => exchange.Within("the refusal")))
            .Failure.ShouldBe(failure);
}
