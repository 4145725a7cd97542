using Experiments.Storage.Databases;
using Experiments.Testing.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace Experiments.Storage.Tests.Outages;

public sealed class OutageLogTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly RecordedLog<OutageLog> _lines = [];
    private readonly OutageLog _log;

    public OutageLogTests() => _log = new OutageLog(_time, _lines);

    [Fact]
    public void Join_ManyOperationsAndRetries_LogsOnceAndOnceThatItIsBack()
    {
        var first = _log.Join(null, "a checkpoint", new TimeoutException("no connection."));
        first = _log.Join(first, "a checkpoint", new TimeoutException("no connection."));
        var second = _log.Join(null, "a log", new TimeoutException("no connection."));
        _log.Waiting.ShouldBe(2);
        _time.Advance(TimeSpan.FromSeconds(7));
        _log.Leave(first, isAnswered: true);
        _log.Leave(second, isAnswered: true);

        _lines.ShouldBe(
        [
            "Warning: Waiting for the database, needed for a checkpoint: no connection.",
            "Information: No longer waiting for the database, which answers again after 7 s.",
        ]);
        _log.Waiting.ShouldBe(0);
    }

    [Fact]
    public void Join_StoreAndDatabase_AreOutagesOfTheirOwn()
    {
        _log.Join(null, "a checkpoint", new TimeoutException("no connection"));
        _log.Join(null, "a large checkpoint", new StoreUnreachableException("'/a' is not there", new IOException()));
        _lines.Last().ShouldBe(
            "Warning: Waiting for the store of large checkpoints, needed for a large checkpoint: '/a' is not there.");
    }

    [Fact]
    public void Join_FailureAfterAnAnswer_IsANewOutage()
    {
        var first = _log.Join(null, "a log", new TimeoutException("one"));
        var second = _log.Join(null, "a log", new TimeoutException("one"));
        _log.Leave(first, isAnswered: true);
        _log.Join(second, "a log", new TimeoutException("two")).ShouldNotBeSameAs(second);
        _lines.Count.ShouldBe(3);
        _lines.Last().ShouldContain("two");
    }

    [Fact]
    public void Leave_OperationsThatAreGivenUp_EndTheOutageWithoutAWord()
    {
        var first = _log.Join(null, "a log", new TimeoutException("one"));
        var second = _log.Join(null, "a log", new TimeoutException("one"));
        _log.Leave(first, isAnswered: false);
        _log.Waiting.ShouldBe(1);
        _log.Leave(second, isAnswered: false);
        _lines.ShouldHaveSingleItem();
        _log.Join(null, "a log", new TimeoutException("two"));
        _lines.Count.ShouldBe(2);
    }

    [Fact]
    public void Explain_TheDatabaseIsAway_LogsOnceAndOnceThatItIsBack()
    {
        _log.Explain(new TimeoutException("no connection."), "signs of life").ShouldBeTrue();
        var joined = _log.Join(null, "a log", new TimeoutException("no connection."));
        _log.Explain(new IOException("no connection."), "decisions").ShouldBeTrue();
        _time.Advance(TimeSpan.FromSeconds(3));
        _log.Answered();
        _log.Answered();
        _log.Leave(joined, isAnswered: true);

        _lines.ShouldBe(
        [
            "Warning: Waiting for the database, needed for signs of life: no connection.",
            "Information: No longer waiting for the database, which answers again after 3 s.",
        ]);
    }

    [Fact]
    public void Explain_AnotherFailure_IsNotExplained()
    {
        _log.Explain(new InvalidOperationException("a fault"), "decisions").ShouldBeFalse();
        _log.Explain(new StoreUnreachableException("'/a'", new IOException()), "decisions").ShouldBeFalse();
        _lines.ShouldBeEmpty();
    }
}
