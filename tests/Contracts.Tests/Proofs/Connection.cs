using System.IO.Pipelines;

namespace Experiments.Contracts.Tests.Proofs;

/// <summary>The two ends of a connection in memory.</summary>
internal sealed class Connection
{
    private readonly Pipe _toCalled = new();
    private readonly Pipe _toCaller = new();

    public Connection()
    {
        Caller = new End(_toCaller.Reader, _toCalled.Writer);
        Called = new End(_toCalled.Reader, _toCaller.Writer);
    }

    public IDuplexPipe Caller { get; }

    public IDuplexPipe Called { get; }

    private sealed record End(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
