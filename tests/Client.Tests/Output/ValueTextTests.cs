using System.Globalization;
using CsCheck;
using Experiments.Client.Output;
using Experiments.Search.States;
using Experiments.Storage.Queries;
using Experiments.Testing.Properties;

namespace Experiments.Client.Tests.Output;

/// <summary>Tests of values as text, for programs and for people.</summary>
public sealed class ValueTextTests
{
    private static readonly DateTimeOffset Time = new(2026, 5, 1, 14, 0, 0, 5, TimeSpan.FromHours(2));

    private static readonly Column<IReadOnlyList<string>>[] Two =
        [new("first", row => row[0]), new("second", row => row[1])];

    [Fact]
    public void Full_AnyNumber_ReadsBackAsItWas() => Gen.Double.ForAll(number =>
        double.Parse(FullText.Format(number), CultureInfo.InvariantCulture).ShouldBe(number));

    public static TheoryData<object?, string, string> Values => new()
    {
        { null, "", "" },
        { true, "true", "yes" },
        { 1.0 / 3, "0.3333333333333333", "0.333333" },
        { Time, "2026-05-01T12:00:00.005Z", "2026-05-01 12:00:00" },
        { SweepStatus.Completed, "completed", "completed" },
        { 12_345_678, "12345678", "12345678" },
        { new ParameterValue.Number(2e-5), "2E-05", "2E-05" },
        { new ParameterValue.Text("a\tb\u001b"), "a\tb\u001b", "a␉b␛" },
        {
            new ParameterValue.List([new ParameterValue.Integer(64), new ParameterValue.Number(1.0 / 3)]),
            "[64, 0.3333333333333333]", "[64,0.333333]"
        },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Of_Value_IsFullForProgramsAndShortForPeople(object? value, string full, string @short)
    {
        FullText.Format(value).ShouldBe(full);
        ShortText.Format(value).ShouldBe(@short);
    }

    [Fact]
    public void Narrow_Number_HasFourDigits()
    {
        ShortText.OfNarrow(new ParameterValue.Number(0.00123456)).ShouldBe("0.001235");
        ShortText.OfNarrow(new ParameterValue.Integer(123_456)).ShouldBe("123456");
    }

    [Fact]
    public void Csv_AnyText_ReadsBackAsItWas() =>
        Gen.String[Gen.Char["ab ,\"\r\n;ö"]].Array[2].Array[0, 5].ForAll(rows =>
        {
            string[][] expected = [["first", "second"], .. rows];
            Read(CsvText.Write(Two, rows)).ShouldBe(expected);
        });

    [Fact]
    public void Csv_RowsWithOtherFields_HaveAColumnForEachInTheOrderInWhichTheyCame()
    {
        Column<Fields?>[] columns = [new("parameters", fields => fields)];
        CsvText.Write(columns, [Of(("lr", 0.1)), null, Of(("units", 64), ("lr", 0.2))])
            .ShouldBe("parameters.lr,parameters.units\r\n0.1,\r\n,\r\n0.2,64\r\n");
        Fields Of(params (string Name, object? Value)[] items) =>
            new([.. items.Select(item => KeyValuePair.Create(item.Name, item.Value))]);
    }

    [Fact]
    public void Importance_Shares_AreALineEachOrWhyThereAreNone()
    {
        ImportanceText.Format([]).ShouldBe("needs 16 completed trials");
        ImportanceText.Format([("lr", 0), ("units", 0)]).ShouldBe("no parameter matters more than chance");
        ImportanceText.Format([("lr", 0.936), ("units", 0.064)]).ShouldBe(" 94 % lr\n  6 % units");
    }

    [Fact]
    public void Repeats_OfATrial_SayWhatItsValuePromises()
    {
        var own = new TrialRepeats(3, 4, 0.91234, 0.0123);
        RepeatColumns.Sentence(own).ShouldBe("4 trials with the same parameters but other seeds: mean 0.9123 ± 0.012");
        RepeatColumns.Sentence(own with { Count = 1 }).ShouldBeNull();
        RepeatColumns.Sentence(null).ShouldBeNull();
    }

    /// <summary>RFC 4180, read again from its text.</summary>
    private static List<string[]> Read(string csv)
    {
        var (rows, row, cell, at) = (new List<string[]>(), new List<string>(), "", 0);
        while (at < csv.Length)
        {
            if (csv[at] == '"')
            {
                for (at++; csv[at] != '"' || (at + 1 < csv.Length && csv[at + 1] == '"'); at++)
                {
                    if (csv[at] == '"') at++;
                    cell += csv[at];
                }

                at++;
            }
            else if (csv[at] == ',')
            {
                row.Add(cell);
                (cell, at) = ("", at + 1);
            }
            else if (csv.AsSpan(at).StartsWith("\r\n"))
            {
                rows.Add([.. row, cell]);
                row.Clear();
                (cell, at) = ("", at + 2);
            }
            else
            {
                cell += csv[at++];
            }
        }

        return rows;
    }
}
