using CsCheck;
using Experiments.Contracts.Ports.Execution;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Sweeps;
using Experiments.Testing.Properties;
using Experiments.Testing.Waits;
using Experiments.Training.Programs.EventFiles;
using Experiments.Training.Tests.Support;
using static Experiments.Training.Tests.Support.EventFileBytes;

namespace Experiments.Training.Tests.Programs.Shims;

/// <summary>Event files that programs write for TensorBoard.</summary>
public sealed class EventFileTests : IDisposable
{
    private readonly ProgramTrials _trials = new();

    public void Dispose() => _trials.Dispose();

    /// <summary>The check value of CRC-32C, from its catalogue, so that the writer of these tests is right.</summary>
    [Fact]
    public void Crc_OfTheDigits_IsTheKnownOne() => Crc("123456789"u8.ToArray()).ShouldBe(0xe3069283u);

    [Fact]
    public void Take_RecordsInAnyPieces_AreWhole() =>
        Gen.Select(Gen.Byte.Array[0, 300].Array[0, 5], Gen.Int[1, 40]).ForAll((contents, size) =>
        {
            var reader = new RecordReader();
            var bytes = contents.SelectMany(content => Record(content)).ToArray();

            var read = bytes.Chunk(size).SelectMany(piece => reader.Take(piece)).ToList();

            reader.IsDamaged.ShouldBeFalse();
            read.Count.ShouldBe(contents.Length);
            foreach (var (one, written) in read.Zip(contents)) one.ShouldBe(written);
        });

    [Fact]
    public void Take_AnyByteThatChanged_IsNoticedAndNothingWrongIsRead() =>
        Gen.Select(Gen.Byte.Array[1, 50], Gen.Byte.Array[1, 50], Gen.Int[0, 10_000], Gen.Byte[1, 255]).ForAll(
            (first, second, at, change) =>
            {
                byte[] bytes = [.. Record(first), .. Record(second)];
                bytes[at % bytes.Length] ^= change;
                var reader = new RecordReader();

                var read = reader.Take(bytes);

                reader.IsDamaged.ShouldBeTrue();
                read.Count.ShouldBeLessThan(2);
                foreach (var one in read) one.ShouldBe(first);
            });

    [Fact]
    public void Read_EventsOfEachKind_AreScalars()
    {
        EventMessage.Read(Event(300, ("loss", 0.5f), ("nan", float.NaN)))
            .ShouldBe([new("loss", 300, 0.5), new("nan", 300, double.NaN)]);
        EventMessage.Read(Event(7,
                Tensor("content", 1, Bytes(4, BitConverter.GetBytes(0.25f))),
                Tensor("double", 2, Bytes(4, BitConverter.GetBytes(1e-9))),
                Tensor("list", 1, Bytes(5, BitConverter.GetBytes(0.75f))),
                Tensor("text", 7, Bytes(8, "hello"u8.ToArray()))))
            .ShouldBe([new("content", 7, 0.25), new("double", 7, 1e-9), new("list", 7, 0.75)]);
    }

    [Fact]
    public void Read_MessageThatEndsEarly_IsDamaged()
    {
        var whole = Event(300, ("loss", 0.5f));

        // A message that ends between two fields of its own is whole, so the last ones are those to cut.
        for (var cut = 1; cut < 14; cut++)
            Should.Throw<InvalidDataException>(() => EventMessage.Read(whole.AsSpan(0, whole.Length - cut)));
    }

    [Fact]
    public async Task Run_ProgramThatWritesEvents_ReportsThemWhileItRuns()
    {
        await WriteAsync("first", [.. Version(), .. Record(Event(1, ("loss", 4f), ("acc", 0.5f)))]);
        var half = Record(Event(2, ("loss", 2f)));
        await WriteAsync("half", half[..9]);
        await WriteAsync("rest", [.. half[9..], .. Record(Event(3, ("loss", 1f)))]);
        var host = new RecordingHost();

        var running = _trials.RunAsync(Program(
            """
            mkdir -p runs/train
            exec 3>>runs/train/events.out.tfevents.1.host
            cat first half >&3
            while [ ! -e go ]; do sleep 0.02; done
            cat rest >&3
            """), host);
        await Waiting.UntilAsync(() => host.Points.Count == 2, "the first event to be read");
        _trials.Write("go", "yes");
        await running;

        host.Points.Select(point => (point.Metric, point.Step, point.Value)).ShouldBe(
            [("train/loss", 1, 4), ("train/acc", 1, 0.5), ("train/loss", 2, 2), ("train/loss", 3, 1)]);
    }

    [Fact]
    public async Task Run_ProgramThatLeavesEvents_ReportsThemAtItsEnd()
    {
        await WriteAsync("events", [.. Version(), .. Record(Event(1, ("loss", 4f)))]);

        var host = await _trials.RunAsync(Program("cp events $TRIAL_ARTIFACT_DIR/events.out.tfevents.2"));

        host.Points.ShouldHaveSingleItem().Value.ShouldBe(4);
    }

    [Fact]
    public async Task Run_EventFileThatIsDamaged_IsReadUpToThereAndSaysSo()
    {
        var bad = Record(Event(2, ("loss", 2f)));
        bad[^1] ^= 1;
        await WriteAsync("events", [.. Record(Event(1, ("loss", 4f))), .. bad]);

        var host = await _trials.RunAsync(Program("cp events $TRIAL_ARTIFACT_DIR/events.out.tfevents.2"));

        host.Points.ShouldHaveSingleItem().Step.ShouldBe(1);
        _trials.Text(LogStream.Note).ShouldContain("is damaged, and read only up to there");
    }

    private TrialOrder Program(string script)
    {
        var order = _trials.Shell(script);
        return order with
        {
            Objective = null,
            Workload = (WorkloadSpec.Program)order.Workload with { Shim = ProgramShim.Tensorboard },
        };
    }

    private Task WriteAsync(string name, byte[] content) =>
        File.WriteAllBytesAsync(Path.Combine(_trials.Folder, name), content, TestContext.Current.CancellationToken);
}
