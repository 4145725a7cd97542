using System.Collections.Immutable;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Sweeps;

namespace Experiments.Testing.Suites;

/// <summary>Tests the contract of <see cref="ITrialLogStore"/>.</summary>
public abstract class TrialLogStoreSuite : StorageSuite
{
    private static readonly TrialId Trial = new(1, 3);

    [Fact]
    public async Task Read_NothingAppended_IsEmpty() => (await Storage.ReadLogAsync(Trial, 1)).ShouldBeEmpty();

    [Fact]
    public async Task Append_PartsOfSeveralStreams_ReadsThemInOrder()
    {
        LogPart[] parts =
        [
            new(0, LogStream.Note, "begun\n"), new(6, LogStream.Out, "loss=1 ü😀\t\n"),
            new(18, LogStream.Error, "warned\n"),
        ];
        await AppendAsync(1, [.. parts[..2]]);
        await AppendAsync(1, parts[2]);
        (await Storage.ReadLogAsync(Trial, 1)).ShouldBe(parts);
    }

    [Fact]
    public async Task Append_SameAgain_ChangesNothing()
    {
        LogPart part = new(0, LogStream.Out, "one\n");
        await AppendAsync(1, part);
        await AppendAsync(1, part);
        (await Storage.ReadLogAsync(Trial, 1)).ShouldBe([part]);
    }

    [Fact]
    public async Task Append_OtherAttemptAndTrial_KeepLogsOfTheirOwn()
    {
        await AppendAsync(1, new LogPart(0, LogStream.Out, "first\n"));
        await AppendAsync(2, new LogPart(0, LogStream.Out, "second\n"));
        await Storage.Logs.AppendAsync(new TrialId(1, 4), 1, [new LogPart(0, LogStream.Out, "other\n")], Cancel);
        (await Storage.ReadLogAsync(Trial, 1)).ShouldHaveSingleItem().Text.ShouldBe("first\n");
        (await Storage.ReadLogAsync(Trial, 2)).ShouldHaveSingleItem().Text.ShouldBe("second\n");
    }

    [Fact]
    public async Task Read_FromACharacter_LeavesOutWhatIsBefore()
    {
        await AppendAsync(1, new LogPart(0, LogStream.Out, "one\n"), new LogPart(4, LogStream.Out, "two\n"));
        (await Storage.ReadLogAsync(Trial, 1, from: 4)).ShouldHaveSingleItem().Text.ShouldBe("two\n");
    }

    [Fact]
    public async Task Append_MoreThanIsKept_KeepsHeadAndTail()
    {
        const int Length = 8 << 10;
        const int Count = 100;
        for (var i = 0; i < Count; i += 10)
            await AppendAsync(
                1, [.. Enumerable.Range(i, 10)
                    .Select(j => new LogPart((long)j * Length, LogStream.Out, new string('x', Length)))]);

        var kept = await Storage.ReadLogAsync(Trial, 1);

        kept[0].Offset.ShouldBe(0);
        kept[^1].End.ShouldBe((long)Count * Length);
        kept.TakeWhile((part, i) => i == 0 || kept[i - 1].End == part.Offset).Sum(part => part.Text.Length)
            .ShouldBe(LogLimits.Head);
        kept.Sum(part => part.Text.Length).ShouldBe(LogLimits.Head + LogLimits.Tail);
    }

    private Task AppendAsync(int attempt, params ImmutableArray<LogPart> parts) =>
        Storage.Logs.AppendAsync(Trial, attempt, parts, Cancel);
}
