using System.Globalization;
using System.Text;
using System.Text.Json;
using Experiments.Client.Tests.Support;
using Experiments.Search.Events;
using Experiments.Testing.Wire;
using Microsoft.Data.Sqlite;

namespace Experiments.Client.Tests.Exporting;

public sealed class ExportTests : IDisposable
{
    private const string Sweep = """
        name: exported
        workload: mlp
        dataset: digits
        method: random
        run_cap: 3
        metric: {name: val_loss, goal: minimize}
        parameters:
          optimizer: {values: [sgd, adam]}
          learning_rate: {min: 0.001, max: 0.1}
          hidden_units: {values: [16, 32]}
          nesterov: {value: false}
          epochs: {value: 3}
        """;

    private readonly TestShell _shell = new();

    private string Target => Path.Combine(_shell.Home, "exported");

    public void Dispose() => _shell.Dispose();

    /// <summary>The checksum of the nine digits is known from the standard.</summary>
    [Fact]
    public void Masked_OfTheCheckValue_IsThatOfTheStandard()
    {
        const uint Crc = 0xe3069283;

        TensorBoardRecords.Masked(Encoding.ASCII.GetBytes("123456789"))
            .ShouldBe(((Crc >> 15) | (Crc << 17)) + 0xa282ead8);
    }

    [Fact]
    public async Task Export_TensorBoard_HasEveryPointOfTheDatabaseAndNoOther()
    {
        await SeedAsync();

        (await _shell.RunAsync("export", "exported", "--format", "tensorboard", "--out", Target)).ShouldBe(
            0, _shell.Error);

        var written =
            from trial in Enumerable.Range(0, 3)
            from happened in TensorBoardRecords.Read(Path.Combine(Target, $"trial-{trial}"))
            where happened.One(5)?.One(1) is { } value && Plugin(value) == "scalars"
            let point = happened.One(5)!.One(1)!
            let number = BitConverter.ToSingle(point.One(8)!.One(5)!.Bytes)
            select Point(trial, point.One(1)!.Text, (long)(happened.One(2)?.Bits ?? 0), number);
        written.ShouldBe(await PointsAsync(value => (float)value), ignoreOrder: true);
        TensorBoardRecords.Read(Path.Combine(Target, "trial-0"))[0].One(3)!.Text.ShouldBe("brain.Event:2");
    }

    [Fact]
    public async Task Export_TensorBoard_TellsTheParametersAndTheObjectiveToCompare()
    {
        await SeedAsync();
        await _shell.RunAsync("export", "exported", "--format", "tensorboard", "--out", Target);

        var experiment = HParams(Target, "_hparams_/experiment").One(2)!;
        experiment.All(4).ToDictionary(info => info.One(1)!.Text, info => info.One(4)!.Bits)
            .ShouldBe(new Dictionary<string, ulong>
            {
                ["optimizer"] = 1,
                ["learning_rate"] = 3,
                ["hidden_units"] = 3,
                ["nesterov"] = 2,
                ["epochs"] = 3,
            }, ignoreOrder: true);
        experiment.One(5)!.One(1)!.One(2)!.Text.ShouldBe("val_loss");
        ulong[] statuses = [2, 3, 1];
        for (var trial = 0; trial < 3; trial++)
        {
            var run = Path.Combine(Target, $"trial-{trial}");
            var start = HParams(run, "_hparams_/session_start_info").One(3)!;
            start.One(4)!.Text.ShouldBe($"trial {trial}");
            var parameters = start.All(1).ToDictionary(entry => entry.One(1)!.Text, entry => entry.One(2)!);
            var asked = JsonDocument.Parse(
                (await QueryAsync($"select assignment from trials where number = {trial}")).Single()).RootElement;
            parameters["learning_rate"].One(2)!.Double.ShouldBe(asked.GetProperty("learning_rate").GetDouble());
            parameters["hidden_units"].One(2)!.Double.ShouldBe(asked.GetProperty("hidden_units").GetDouble());
            parameters["optimizer"].One(3)!.Text.ShouldBe(asked.GetProperty("optimizer").GetString());
            parameters["nesterov"].One(4)!.Bits.ShouldBe(0ul);
            HParams(run, "_hparams_/session_end_info").One(4)!.One(1)!.Bits.ShouldBe(statuses[(trial + 2) % 3]);
        }
    }

    [Fact]
    public async Task Export_Again_ReplacesWhatWasThere()
    {
        await SeedAsync();
        await _shell.RunAsync("export", "exported", "--format", "tensorboard", "--out", Target);
        var first = Files();

        await _shell.RunAsync("export", "exported", "--format", "tensorboard", "--out", Target);

        Files().ShouldBe(first);

        string[] Files() =>
            [.. Directory.GetFiles(Target, "*", SearchOption.AllDirectories).Order()
                .Select(file => $"{file} {new FileInfo(file).Length}")];
    }

    [Fact]
    public async Task Export_Csv_HasEveryPointOfTheDatabase()
    {
        await SeedAsync();

        (await _shell.RunAsync("export", "exported", "--format", "csv", "--out", Target)).ShouldBe(0, _shell.Error);

        var lines = await File.ReadAllLinesAsync(
            Path.Combine(Target, "curves.csv"), TestContext.Current.CancellationToken);
        lines[0].ShouldBe("trial,metric,step,at,value");
        lines[1..].Select(line => line.Split(',')).Select(cells =>
                Point(int.Parse(cells[0]), cells[1], long.Parse(cells[2]),
                    double.Parse(cells[4], CultureInfo.InvariantCulture)))
            .ShouldBe(await PointsAsync(), ignoreOrder: true);
        var trials = await File.ReadAllLinesAsync(
            Path.Combine(Target, "trials.csv"), TestContext.Current.CancellationToken);
        trials.Length.ShouldBe(4);
        trials[0].ShouldContain("parameters.learning_rate");
    }

    [Fact]
    public async Task Export_Json_HasEveryPointOfTheDatabase()
    {
        await SeedAsync();

        (await _shell.RunAsync("export", "exported", "--format", "json", "--out", Target)).ShouldBe(0, _shell.Error);

        var written =
            from trial in Enumerable.Range(0, 3)
            from metric in Json($"trial-{trial}.json").GetProperty("curves").EnumerateObject()
            from point in metric.Value.EnumerateObject()
            select Point(trial, metric.Name, long.Parse(point.Name), Number(point.Value));
        written.ShouldBe(await PointsAsync(), ignoreOrder: true);
        Json("sweep.json").GetProperty("name").GetString().ShouldBe("exported");

        JsonElement Json(string file) => JsonDocument.Parse(File.ReadAllText(Path.Combine(Target, file))).RootElement;
        static double Number(JsonElement value) =>
            value.ValueKind == JsonValueKind.Number
                ? value.GetDouble()
                : double.Parse(value.GetString()!, CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task Export_FolderIsAFile_SaysSo()
    {
        await SeedAsync();
        var file = _shell.Write("taken", "");

        (await _shell.RunAsync("export", "exported", "--format", "csv", "--out", file)).ShouldBe(1);

        _shell.Error.ShouldContain($"'{file}' cannot be written");
    }

    // A trial of each kind: completed, failed with a loss that is not a number, and running.
    private async Task SeedAsync()
    {
        await using var database = await SeededDatabase.CreateAsync(_shell.Home);
        var sweep = await database.SubmitAsync("export0001", Sweep);
        await sweep.StartAsync(3);
        for (var trial = 0; trial < 3; trial++)
            for (var epoch = 1; epoch <= 3; epoch++)
                await sweep.ReportAsync(
                    trial, epoch, ("val_loss", Math.Sqrt(trial + epoch)), ("grad_mean/fc1", -1e-9 / epoch));
        await sweep.ReportAsync(1, 4, ("val_loss", double.NaN));
        await sweep.ReportAsync(2, 4, ("val_loss", double.NegativeInfinity));
        await sweep.CompleteAsync(0, 1.25);
        await sweep.EndAsync(1, new AttemptOutcome.Diverged("the loss is not a number"));
    }

    // Queries the database directly, not through the code under test.
    private async Task<IReadOnlyList<string>> PointsAsync(Func<double, double>? rounded = null) =>
        await QueryAsync(
            "select trial || ' ' || metric || ' ' || step || ' ' || case kind when 'finite' then printf('%!.17g', "
            + "value) else kind end from trial_curves",
            line =>
            {
                var cells = line.Split(' ');
                var value = cells[3] switch
                {
                    "nan" => double.NaN,
                    "-infinity" => double.NegativeInfinity,
                    var number => double.Parse(number, CultureInfo.InvariantCulture),
                };
                return Point(
                    int.Parse(cells[0]), cells[1], long.Parse(cells[2]), rounded is null ? value : rounded(value));
            });

    private async Task<IReadOnlyList<string>> QueryAsync(string sql, Func<string, string>? read = null)
    {
        await using var connection = new SqliteConnection(
            $"Data Source={Path.Combine(_shell.Home, "experiments.db")};Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Tests write their own queries.
        command.CommandText = sql;
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync()) rows.Add(read is null ? reader.GetString(0) : read(reader.GetString(0)));
        return rows;
    }

    private static string Point(int trial, string metric, long step, double value) =>
        string.Create(CultureInfo.InvariantCulture, $"{trial} {metric} {step} {value:R}");

    private static string Plugin(ProtoField value) => value.One(9)!.One(1)!.One(1)!.Text;

    private static ProtoField HParams(string folder, string tag)
    {
        var value = TensorBoardRecords.Read(folder).Select(happened => happened.One(5)?.One(1))
            .Single(value => value?.One(1)!.Text == tag)!;
        Plugin(value).ShouldBe("hparams");
        return value.One(9)!.One(1)!.One(2)!;
    }
}
