using Experiments.Client.Shells;
using Experiments.Client.Tests.Support;
using Experiments.Contracts.Faults;

namespace Experiments.Client.Tests.Shells;

public sealed class FaultReportTests : IDisposable
{
    private readonly TestShell _shell = new();

    public static TheoryData<Exception, int, string> Faults => new()
    {
        { new UserErrorException("no such dataset 'minst'"), 1, "no such dataset 'minst'" },
        { new WrongUsageException("'x' names no trial"), 2, "'x' names no trial" },
        { new ClusterFaultException("the disk is full"), 1, "the disk is full" },
        {
            new TimeoutException("Response did not arrive on time.\nmore"), 1,
            "the cluster did not answer (Response did not arrive on time); the command may still take effect: "
            + "check with 'experiments ls'"
        },
        {
            new OrleansException("No gateway."), 1,
            "the cluster did not answer (No gateway); the command may still take effect: check with 'experiments ls'"
        },
        {
            new InvalidOperationException("Sequence contains no elements.\r\nAt all."), 1,
            "Sequence contains no elements (--verbose shows more)"
        },
        { new OperationCanceledException("It was cancelled."), 1, "It was cancelled (--verbose shows more)" },
    };

    public void Dispose() => _shell.Dispose();

    [Theory]
    [MemberData(nameof(Faults))]
    public void Write_Fault_IsOneSentenceAndItsExitCode(Exception fault, int code, string sentence)
    {
        FaultReport.Write(_shell.Shell, fault, verbose: false).ShouldBe(code);
        _shell.Error.ShouldBe($"experiments: {sentence}\n");
        _shell.Out.ShouldBeEmpty();
    }

    [Fact]
    public void Write_Verbose_AddsTheWholeStory()
    {
        var fault = new InvalidOperationException("It broke.", new IOException("the pipe"));
        FaultReport.Write(_shell.Shell, fault, verbose: true);
        _shell.Error.ShouldContain("System.InvalidOperationException: It broke.");
        _shell.Error.ShouldContain("System.IO.IOException: the pipe");
    }

    [Fact]
    public void Write_CancelledByAPerson_SaysNothing()
    {
        _shell.Shell.Interruption.Raise();
        FaultReport.Write(_shell.Shell, new OperationCanceledException(), verbose: true).ShouldBe(130);
        _shell.Error.ShouldBeEmpty();
    }

    [Fact]
    public void Raise_AgainAndAgain_AsksThenInsistsThenIsNotHeard()
    {
        using var interruption = new Interruption();
        interruption.Raise().ShouldBeTrue();
        interruption.Asked.IsCancellationRequested.ShouldBeTrue();
        interruption.Insisted.IsCancellationRequested.ShouldBeFalse();
        interruption.Raise().ShouldBeTrue();
        interruption.Insisted.IsCancellationRequested.ShouldBeTrue();
        interruption.Raise().ShouldBeFalse();
    }
}
