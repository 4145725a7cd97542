using Experiments.Client.Logs;
using Experiments.Client.Tests.Support;
using Experiments.Contracts.Ports.Persistence;

namespace Experiments.Client.Tests.Logs;

public sealed class LogWriterTests : IDisposable
{
    private readonly TestShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void Write_PartsThatMeet_AreWrittenAsTheyWere()
    {
        LogPart[] parts =
            [new(0, LogStream.Out, "epoch"), new(5, LogStream.Out, "=1\n"), new(8, LogStream.Error, "warn\n")];
        Write(parts).End.ShouldBe(13);
        _shell.Out.ShouldBe("epoch=1\n");
        _shell.Error.ShouldBe("warn\n");
    }

    [Fact]
    public void Write_BeginningLeftOut_SaysHowMuch()
    {
        Write(new LogPart(2_000, LogStream.Out, "end\n"));
        _shell.Out.ShouldBe("end\n");
        _shell.Error.ShouldBe("… 2,000 characters left out …\n");
    }

    /// <summary>Each stream, read alone, has no line end that belongs to the other.</summary>
    [Fact]
    public void Write_LeftOutAfterALineThatHasNotEnded_EndsItWhereItBegan()
    {
        Write(new(0, LogStream.Out, "whole\n"), new(6, LogStream.Error, "half"), new(20, LogStream.Out, "end\n"));
        _shell.Out.ShouldBe("whole\nend\n");
        _shell.Error.ShouldBe("half\n… 10 characters left out …\n");
    }

    [Fact]
    public void Write_Note_IsOursAndOnStandardError()
    {
        Write(new LogPart(0, LogStream.Note, "killed\n"));
        _shell.Out.ShouldBeEmpty();
        _shell.Error.ShouldBe("experiments: killed\n");
    }

    private LogWriter Write(params LogPart[] parts)
    {
        var writer = new LogWriter(_shell.Shell);
        foreach (var part in parts) writer.Write(part);
        return writer;
    }
}
