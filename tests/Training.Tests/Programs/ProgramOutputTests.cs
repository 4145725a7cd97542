using Experiments.Contracts.Ports.Persistence;
using Experiments.Testing.Fakes;
using Experiments.Testing.Waits;
using Experiments.Training.Programs.Output;
using Experiments.Training.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Experiments.Training.Tests.Programs;

public sealed class ProgramOutputTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<string> _lines = [];

    /// <summary>A waiting read would hold a thread of the pool, which grains and other programs need.</summary>
    [Fact]
    public async Task Read_Pipe_UsesNoThreadOfThePool()
    {
        var pipe = new Pipe { Content = "epoch=1 loss=2\n" };
        pipe.Arrive();

        await ReadAsync(pipe, waiting: 0, Task.CompletedTask);

        _lines.ShouldBe(["epoch=1 loss=2"]);
        pipe.Pooled.ShouldBe([false, false]);
    }

    /// <summary>On an overloaded node it may take long until what a program printed is read.</summary>
    [Fact]
    public async Task Read_ProgramHasEndedAndItsOutputWaits_IsPatient()
    {
        var pipe = new Pipe { Content = "epoch=1 loss=2\n" };
        var reading = ReadAsync(pipe, waiting: 15, Task.CompletedTask);
        for (var i = 0; i < 20; i++)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }

        reading.IsCompleted.ShouldBeFalse();
        pipe.Arrive();
        await reading.Within("the output to end");

        _lines.ShouldBe(["epoch=1 loss=2"]);
    }

    [Fact]
    public async Task Read_ProgramHasEndedAndAnotherKeepsItsOutputOpen_Ends()
    {
        var pipe = new Pipe { Content = "never\n" };
        var reading = ReadAsync(pipe, waiting: 0, Task.CompletedTask);

        await Waiting.UntilAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(5));
                return reading.IsCompleted;
            }, "reading to end");

        _lines.ShouldBeEmpty();
        pipe.Arrive();
    }

    private async Task ReadAsync(Pipe pipe, int waiting, Task over)
    {
        await using var log = new ProgramLog(
            new InMemoryTrialLogStore(), ProgramTrials.Trial, 1, new SecretValues([], []), TimeSpan.Zero,
            TimeProvider.System, NullLogger.Instance);
        await new ProgramOutput(pipe, () => waiting, LogStream.Out, log, _time).ReadAsync(
            line =>
            {
                _lines.Add(line.Text);
                return default;
            },
            () => Task.CompletedTask, over);
    }

    /// <summary>A pipe whose content arrives when the test says so, and then ends.</summary>
    private sealed class Pipe : MemoryStream
    {
        private readonly ManualResetEventSlim _arrived = new();

        public required string Content
        {
            init
            {
                Write(System.Text.Encoding.UTF8.GetBytes(value));
                Position = 0;
            }
        }

        public List<bool> Pooled { get; } = [];

        public void Arrive() => _arrived.Set();

        public override int Read(Span<byte> buffer)
        {
            Pooled.Add(Thread.CurrentThread.IsThreadPoolThread);
            _arrived.Wait();
            return base.Read(buffer);
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException("It would hold a thread of the pool.");
    }
}
