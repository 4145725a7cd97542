using System.Text.Json;
using Experiments.Contracts.Sweeps;
using Experiments.Testing.Builders;
using Experiments.Testing.Postgres;
using Experiments.Training.Datasets.Digits;
using Experiments.Training.Trained;
using Experiments.Web.Models;
using Experiments.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Experiments.Web.Tests.Models;

public sealed class ModelRoutesTests(SharedPostgres postgres)
{
    private const string Sweep = "k3m9x0q2ab";

    [Theory, InlineData(false), InlineData(true)]
    public async Task Predict_ByTheBestTrial_IsWhatItsNetworkSays(bool onPostgres)
    {
        await using var api = await TestApi.StartAsync(postgres, onPostgres);
        await api.FillTrainedAsync(Sweep);
        using var network = TrainedNetwork.Open((await DigitsTrial.CheckpointsAsync())[^1]);
        var test = DigitsDataset.DrawTest();
        var right = 0;
        for (var i = 0; i < 40; i++)
        {
            float[] pixels = [.. test.Images.AsSpan(784 * i, 784).ToArray().Select(pixel => pixel / 255f)];
            var answer = await api.PostAsync($"/api/sweeps/{Sweep}/predict", Content(pixels));
            var probabilities = Numbers(answer.GetProperty("probabilities"));
            var expected = network.Classify(pixels);
            probabilities.Length.ShouldBe(10);
            probabilities.Sum().ShouldBe(1, 1e-6);
            for (var digit = 0; digit < 10; digit++) probabilities[digit].ShouldBe(expected[digit], 1e-6);
            var best = answer.GetProperty("best").GetInt32();
            best.ShouldBe(expected.IndexOf(expected.Max()));
            if (best == test.Labels[i]) right++;
            answer.GetProperty("trial").GetInt32().ShouldBe(2);
            var first = answer.GetProperty("first_layer").EnumerateArray().Select(Numbers).ToArray();
            first.Length.ShouldBe(64);
            first.ShouldAllBe(unit => unit.Length == 1 && unit[0] >= 0, "ReLU gives nothing below 0");
        }

        right.ShouldBeGreaterThan(30, "a network that has learned something");
    }

    [Fact]
    public async Task FirstLayer_OfAUnit_IsItsWeightedSumAfterReLU()
    {
        await using var api = await TestApi.StartAsync();
        await api.FillTrainedAsync(Sweep);
        using var network = TrainedNetwork.Open((await DigitsTrial.CheckpointsAsync())[^1]);
        var pixels = new float[784];
        pixels[400] = 1;
        var answer = await api.PostAsync($"/api/sweeps/{Sweep}/trials/2/predict", Content(pixels));
        var model = await api.GetAsync($"/api/sweeps/{Sweep}/trials/2/model?filters=256");
        var scale = network.Model.Scale;
        var tensors = network.Tensors();
        var biases = tensors[1].Tensor.data<float>().ToArray();
        foreach (var filter in model.GetProperty("filters").EnumerateArray())
        {
            var unit = filter.GetProperty("unit").GetInt32();
            var weights = Numbers(filter.GetProperty("weights"));
            var sum = biases[unit]
                + weights.Select((weight, i) => weight * (pixels[i] * 255 - scale.Mean) / scale.Deviation).Sum();
            answer.GetProperty("first_layer")[unit][0].GetDouble().ShouldBe(Math.Max(0, sum), 1e-3);
        }

        foreach (var named in tensors) named.Tensor.Dispose();
    }

    [Fact]
    public async Task Model_OfTheBestTrial_HasItsStrongestFilters()
    {
        await using var api = await TestApi.StartAsync();
        await api.FillTrainedAsync(Sweep);
        using var network = TrainedNetwork.Open((await DigitsTrial.CheckpointsAsync())[^1]);
        var weights = WeightImages.Extract(network);
        var model = await api.GetAsync($"/api/sweeps/{Sweep}/model?filters=16");
        model.GetProperty("widths").EnumerateArray().Select(one => one.GetInt32()).ShouldBe([784, 64, 10]);
        (model.GetProperty("layer").GetString(), model.GetProperty("side").GetInt32(),
            model.GetProperty("units").GetInt32(), model.GetProperty("activation").GetString())
            .ShouldBe(("fc1", 28, 64, "relu"));
        var filters = model.GetProperty("filters").EnumerateArray().ToArray();
        filters.Select(one => one.GetProperty("unit").GetInt32()).ShouldBe(StrongestUnits.Find(weights, 16));
        Numbers(filters[3].GetProperty("weights")).Select(one => (float)one)
            .ShouldBe(weights.Images[filters[3].GetProperty("unit").GetInt32()]);
    }

    [Fact]
    public async Task Model_OfAConvolution_SeesImages()
    {
        await using var api = await TestApi.StartAsync();
        var trial = await api.FillRunningAsync(Sweep);
        await api.SaveAsync(trial, 3, (await DigitsTrial.CheckpointsAsync("cnn"))[^1]);
        var model = await api.GetAsync($"/api/sweeps/{Sweep}/trials/2/model");
        model.GetProperty("layer").GetString().ShouldBe("conv1");
        var answer = await api.PostAsync($"/api/sweeps/{Sweep}/trials/2/predict", Content(new float[784]));
        answer.GetProperty("first_layer").GetArrayLength().ShouldBe(model.GetProperty("units").GetInt32());
        answer.GetProperty("first_layer")[0].GetArrayLength().ShouldBe(14 * 14);
    }

    [Fact]
    public async Task Predict_AfterANewCheckpoint_IsByThatOne()
    {
        await using var api = await TestApi.StartAsync();
        var trial = await api.FillRunningAsync(Sweep);
        var checkpoints = await DigitsTrial.CheckpointsAsync();
        foreach (var epochs in new[] { 1, 2, 3 })
        {
            await api.SaveAsync(trial, epochs, checkpoints[epochs - 1]);
            var answer = await api.PostAsync($"/api/sweeps/{Sweep}/trials/2/predict", Content(new float[784]));
            answer.GetProperty("epochs").GetInt32().ShouldBe(epochs);
            (await api.GetAsync($"/api/sweeps/{Sweep}/trials/2/model")).GetProperty("epochs").GetInt32()
                .ShouldBe(epochs);
        }

        api.Services.GetRequiredService<TrainedModels>().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Models_OfManySweeps_AreNotAllKeptInMemory()
    {
        await using var api = await TestApi.StartAsync();
        var models = api.Services.GetRequiredService<TrainedModels>();
        for (var i = 0; i < 6; i++)
        {
            await api.FillTrainedAsync($"sweep0000{i}");
            await api.GetAsync($"/api/sweeps/sweep0000{i}/model");
        }

        models.Count.ShouldBe(TrainedModels.Most);
        // The first one is opened again.
        (await api.GetAsync("/api/sweeps/sweep00000/model")).GetProperty("sweep").GetString().ShouldBe("sweep00000");
        models.Count.ShouldBe(TrainedModels.Most);
    }

    [Theory]
    [InlineData("""{"pixels": [0.5]}""", "'pixels' must be the 784 numbers of an image of 28×28, not 1")]
    [InlineData("""{"pixels": "black"}""", "'pixels' must be a list of numbers, not \"black\"")]
    [InlineData("""{"pixels": null}""", "'pixels' must be a list of numbers, not null")]
    [InlineData("""{"pixels": [null]}""", "'pixels' must be a list of numbers, not [null]")]
    [InlineData("""{"image": []}""", "'image' is no field of this request")]
    [InlineData("{}", "the field 'pixels' is missing: a list of numbers")]
    [InlineData("[]", "the content must be a JSON object")]
    [InlineData("""{"pixels": [""", "the content is not valid JSON")]
    [InlineData("bright", "each of 'pixels' must be from 0 to 1, but number 783 is 1.5")]
    [InlineData("negative", "each of 'pixels' must be from 0 to 1, but number 783 is -0.1")]
    [InlineData("NaN", "each of 'pixels' must be from 0 to 1, but number 783 is NaN")]
    public async Task Predict_WhatIsNoImage_IsRefused(string content, string why)
    {
        await using var api = await TestApi.StartAsync();
        await api.FillAsync(Sweep);
        string? last = content switch { "bright" => "1.5", "negative" => "-0.1", "NaN" => "\"NaN\"", _ => null };
        if (last is not null) content = $$"""{"pixels": [{{string.Concat(Enumerable.Repeat("0,", 783))}}{{last}}]}""";
        var (status, detail) = await api.FailToPostAsync($"/api/sweeps/{Sweep}/predict", content);
        status.ShouldBe(400);
        detail!.ShouldStartWith(why);
    }

    [Fact]
    public async Task Model_ThatIsNotThere_SaysWhy()
    {
        await using var api = await TestApi.StartAsync();
        await api.FillAsync(Sweep);
        (await api.FailAsync("/api/sweeps/nothing/model")).Status.ShouldBe(404);
        (await api.FailAsync($"/api/sweeps/{Sweep}/trials/99/model")).Status.ShouldBe(404);
        (await api.FailAsync($"/api/sweeps/{Sweep}/model?filters=257")).ShouldBe(
            (400, "'filters' must be 1 to 256, not 257"));
        var (status, detail) = await api.FailAsync($"/api/sweeps/{Sweep}/model");
        status.ShouldBe(409);
        detail!.ShouldStartWith("trial 0 of sweep 'sweep' has no checkpoint, so there is no model: ");
    }

    [Fact]
    public async Task Model_OfAProgramOrDamaged_SaysWhy()
    {
        await using var api = await TestApi.StartAsync();
        await api.FillAsync("programs00", spec: SweepSpecs.Grid("program") with
        {
            Workload = new WorkloadSpec.Program(null, ["true"]) { Directory = "/" },
        });
        (await api.FailAsync("/api/sweeps/programs00/model")).ShouldBe((409,
            "trial 0 of sweep 'program' cannot be asked: a program's model is known only to the program; name a trial "
            + "of workload mlp or cnn"));
        var trial = await api.FillRunningAsync("damaged000");
        await api.SaveAsync(trial, 3, [1, 2, 3]);
        var (status, detail) = await api.FailAsync("/api/sweeps/damaged000/trials/2/model");
        status.ShouldBe(409);
        detail!.ShouldStartWith("the trial's checkpoint cannot be used: it is not of a built-in workload");
        await api.DamageCheckpointsAsync();
        (await api.FailAsync("/api/sweeps/damaged000/trials/2/model")).ShouldBe((409,
            "the checkpoint of trial 2 is damaged: its SHA-256 is no longer the one with which it was saved; restore a "
            + "backup of the database, or name another trial"));
    }

    private static string Content(IEnumerable<float> pixels) => JsonSerializer.Serialize(new { pixels });

    private static double[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(one => one.GetDouble())];
}
