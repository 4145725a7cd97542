using Experiments.Client.Output;
using Experiments.Client.Tests.Support;
using Experiments.Search.States;

namespace Experiments.Client.Tests.Output;

public sealed class ListingTests : IDisposable
{
    private sealed record Row(string Id, double? Value, SweepStatus Status, DateTimeOffset At, Fields Extra);

    private static readonly Listing<Row> Listing = new(
    [
        new("row_id", row => row.Id) { Wraps = true },
        new("value", row => row.Value) { Right = true },
        new("status", row => row.Status),
        new("created_at", row => row.At) { InTable = false },
        new("extra", row => row.Extra) { InTable = false },
    ]);

    private static readonly Row First = new(
        "a,\"b\"\nc", 1.0 / 3, SweepStatus.Running, new DateTimeOffset(2026, 5, 1, 14, 0, 0, 5, TimeSpan.FromHours(2)),
        new Fields(
            [KeyValuePair.Create<string, object?>("rate", new ParameterValue.Number(1)),
                KeyValuePair.Create<string, object?>("bad", double.NaN)]));

    private static readonly Row Second = new(
        "größe", null, SweepStatus.Completed, DateTimeOffset.UnixEpoch,
        new Fields(
            [KeyValuePair.Create<string, object?>(
                "units", new ParameterValue.List([new ParameterValue.Integer(64), new ParameterValue.Integer(32)]))]));

    private readonly TestShell _shell = new(width: 40);

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void Write_Json_HasEveryValueInFull()
    {
        Listing.Write(_shell.Shell, ListingFormat.Json, [First, Second], "none");
        _shell.Out.ShouldBe(
            """
            [
              {
                "row_id": "a,\"b\"\nc",
                "value": 0.3333333333333333,
                "status": "running",
                "created_at": "2026-05-01T12:00:00.005Z",
                "extra": {
                  "rate": 1.0,
                  "bad": "NaN"
                }
              },
              {
                "row_id": "größe",
                "value": null,
                "status": "completed",
                "created_at": "1970-01-01T00:00:00.000Z",
                "extra": {
                  "units": [64,32]
                }
              }
            ]

            """);
    }

    [Fact]
    public void Write_Csv_IsRfc4180WithAColumnForEachField()
    {
        Listing.Write(_shell.Shell, ListingFormat.Csv, [First, Second], "none");
        _shell.Out.ShouldBe(
            "row_id,value,status,created_at,extra.rate,extra.bad,extra.units\r\n" +
            "\"a,\"\"b\"\"\nc\",0.3333333333333333,running,2026-05-01T12:00:00.005Z,1.0,NaN,\r\n" +
            "größe,,completed,1970-01-01T00:00:00.000Z,,,\"[64, 32]\"\r\n");
    }

    [Fact]
    public void Write_Table_ShortensNumbersAndWrapsBetweenWords()
    {
        var row = Second with { Id = "three words of it", Value = 2.0 / 3 };
        Listing.Write(_shell.Shell, ListingFormat.Table, [row, row with { Id = "no" }], "none");
        _shell.Out.ShouldBe(
            """
            row id                value  status
            three words of it  0.666667  completed
            no                 0.666667  completed

            """);
        _shell.TakeOut();
        Listing.Write(_shell.Shell, ListingFormat.Table, [row with { Id = "more words than there is room" }], "none");
        var lines = _shell.Out.Split('\n');
        lines[0].ShouldMatch("^row id +value  status$");
        lines[1].ShouldMatch("^more words than +0.666667  completed$");
        lines[2].ShouldBe("there is room");
    }

    [Fact]
    public void Write_TableWhoseWordsDoNotFit_HasABlockForEachRow()
    {
        var row = Second with { Id = new string('x', 30) };
        Listing.Write(_shell.Shell, ListingFormat.Table, [row, row with { Value = 2.0 / 3 }], "none");
        _shell.Out.ShouldBe(
            """
            row id  xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
            status  completed

            row id  xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
            value   0.666667
            status  completed

            """);
    }

    [Fact]
    public void Write_TableOfNothing_SaysSoOnStandardError()
    {
        Listing.Write(_shell.Shell, ListingFormat.Table, [], "There is nothing.");
        _shell.Out.ShouldBe("");
        _shell.Error.ShouldBe("There is nothing.\n");
    }

    [Fact]
    public void Write_JsonAndCsvOfNothing_AreStillJsonAndCsv()
    {
        Listing.Write(_shell.Shell, ListingFormat.Json, [], "none");
        Listing.Write(_shell.Shell, ListingFormat.Csv, [], "none");
        _shell.Out.ShouldBe("[]\nrow_id,value,status,created_at,extra\r\n");
    }

    [Fact]
    public void WriteOne_Table_LeavesOutWhatIsEmpty()
    {
        Listing.WriteOne(_shell.Shell, ListingFormat.Table, Second);
        _shell.Out.Split('\n').Select(line => line.TrimEnd()).ShouldBe(["row id  größe", "status  completed", ""]);
    }
}
