using Experiments.Silo.Logs;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Experiments.Silo.Tests.Logs;

public sealed class LineFormatterTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 29, 14, 40, 1, 123, TimeSpan.Zero);

    [Fact]
    public void Write_AnEventOfThisProgram_IsTimeInUtcLevelAndMessage() =>
        Lines("Experiments.Grains.Logs.SweepLog", LogLevel.Warning, "Trial 3 was lost.").ShouldBe(
            ["2026-11-29 14:40:01.123Z warn  Trial 3 was lost."]);

    [Fact]
    public void Write_AnEventOfALibrary_NamesItsCategory() =>
        Lines("Orleans.Runtime.Silo", LogLevel.Error, "Failed.").ShouldBe(
            ["2026-11-29 14:40:01.123Z error Orleans.Runtime.Silo: Failed."]);

    [Fact]
    public void Write_AMessageOfSeveralLinesAndCommandsToTheTerminal_IsOneLineWithoutThem() =>
        Lines("Experiments.A", LogLevel.Information, "one\n\u001b[2Jtwo").ShouldBe(
            ["2026-11-29 14:40:01.123Z info  one\u240A\u241B[2Jtwo"]);

    [Fact]
    public void Write_AnException_AddsTheFirstLineOfItsMessage() =>
        Lines("Orleans.A", LogLevel.Error, "Failed.", new IOException("disk\nException raised from x.cpp:3")).ShouldBe(
            ["2026-11-29 14:40:01.123Z error Orleans.A: Failed. disk"]);

    [Fact]
    public void Write_AnExceptionWithDetails_HasItsCategoryAndAllOfTheException()
    {
        var lines = Lines(
            "Experiments.A", LogLevel.Error, "Failed.", new IOException("disk\nException raised from x.cpp:3"), true);
        lines[0].ShouldBe("2026-11-29 14:40:01.123Z error Experiments.A: Failed.");
        lines[1].ShouldBe("System.IO.IOException: disk");
        lines[2].ShouldBe("Exception raised from x.cpp:3");
    }

    private static string[] Lines(
        string category, LogLevel level, string message, Exception? exception = null, bool details = false)
    {
        var options = new LineFormatterOptions { Details = details, Time = new FakeTimeProvider(Now) };
        var text = new StringWriter { NewLine = "\n" };
        new LineFormatter(new Fixed(options)).Write(
            new LogEntry<string>(level, category, 1, message, exception, (state, _) => state), null, text);
        return text.ToString().TrimEnd('\n').Split('\n');
    }

    private sealed class Fixed(LineFormatterOptions options) : IOptionsMonitor<LineFormatterOptions>
    {
        public LineFormatterOptions CurrentValue => options;

        public LineFormatterOptions Get(string? name) => options;

        public IDisposable? OnChange(Action<LineFormatterOptions, string?> listener) => null;
    }
}
